using QualiPref.Testing;
using QualiPref.Tool.Tests.Setup;

namespace QualiPref.Tool.Tests;

/// <summary>It ends with 2 and says what was wrong, before anything is called.</summary>
public sealed class Using_it_wrongly
{
    private static readonly Dictionary<string, string?> Nobody = new() { ["QUALIPREF_ADDRESS"] = "http://127.0.0.1:9" };

    [Theory]
    [InlineData("Required command was not provided")]
    [InlineData("Unrecognized command or argument 'repair'", "repair")]
    [InlineData("'--networks'", "balance", "--networks", "essonne")]
    [InlineData("'nowhere' is no address", "balance", "--address", "nowhere")]
    [InlineData("'ftp://127.0.0.1' is no address", "balance", "--address", "ftp://127.0.0.1")]
    [InlineData("Name what to retry, or say --all.", "faults", "retry")]
    [InlineData("not both", "faults", "retry", "surveys/responses/1", "--all")]
    [InlineData("Option '--reason' is required", "faults", "give-up", "surveys/responses/1")]
    [InlineData("'portal'", "faults", "list", "--service", "portal")]
    [InlineData("1 to 3600", "check", "--within", "0")]
    [InlineData("1000 to 30000", "demo", "--answers", "5")]
    [InlineData("'somebody'", "keys", "manifest", "/tmp", "--secret-of", "somebody")]
    public async Task Is_told_by_the_command_line(string words, params string[] arguments)
    {
        var run = (await ToolRun.OfAsync(Nobody, arguments)).EndsWith(2);

        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("names nothing parked", "faults", "show", "responses/1")]
    [InlineData("names nothing parked", "faults", "retry", "portal/responses/1")]
    [InlineData("no message", "faults", "mend", "surveys/responses/1", "--file", "/etc/hostname", "--reason", "Essai")]
    [InlineData("cannot be read", "faults", "mend", "surveys/messages/1", "--file", "/nowhere", "--reason", "Essai")]
    [InlineData("keys add", "keys", "rotate", "/tmp", "surveys", "--unasked")]
    public async Task Is_told_by_the_command(string words, params string[] arguments)
    {
        var run = (await ToolRun.OfAsync(Nobody, arguments)).EndsWith(2);

        Assert.StartsWith("error: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("keys", "new", "/tmp/keys-that-nobody-makes")]
    [InlineData("faults", "show", "surveys/messages/1", "--save", "/tmp/message-that-nobody-saves")]
    public async Task By_keeping_a_file_where_it_is_gone_with_the_pod_is_told_before_anything_is_done(params string[] arguments)
    {
        var run = (await ToolRun.OfAsync([.. Nobody, new("QUALIPREF_FLEETING", "/tmp")], arguments)).EndsWith(2);

        Assert.Contains($"{arguments[^1]} would be gone with this pod", run.Errors, StringComparison.Ordinal);
        Assert.False(Path.Exists(arguments[^1]));
    }

    [Fact]
    public async Task Without_any_address_says_how_to_name_one()
    {
        var run = (await ToolRun.OfAsync([], "balance")).EndsWith(2);

        Assert.Contains("--address", run.Errors, StringComparison.Ordinal);
        Assert.Contains("QualiPref__Services__Indicators", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_told_to_programs_as_json()
    {
        var run = (await ToolRun.OfAsync([], "balance", "--json")).EndsWith(2);

        Assert.Equal(2, run.Json.GetProperty("exitCode").GetInt32());
        Assert.Contains("--address", run.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_token_file_that_holds_none_names_the_file()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["token"], "two words", TestContext.Current.CancellationToken);

        foreach (var file in (string[])[folder["token"], folder["missing"]])
        {
            var run = (await ToolRun.OfAsync(Nobody, "faults", "list", "--token-file", file)).EndsWith(2);
            Assert.Contains(file, run.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("two words", run.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task With_an_operators_key_that_nobody_would_believe_says_what_is_missing()
    {
        using var folder = new TemporaryFolder();
        await ToolRun.OfAsync([], "keys", "new", folder.Path);
        foreach (var file in Directory.GetFiles(folder.Path, "operator.*.pub")) File.Delete(file);

        var run = (await ToolRun.OfAsync([.. Nobody, new("QualiPref:Identity:KeysPath", folder.Path)], "faults", "list")).EndsWith(2);

        Assert.Contains("The public half of operator.pem", run.Errors, StringComparison.Ordinal);
    }
}

using QualiPref.Platform.Identity;
using QualiPref.Testing;
using QualiPref.Tool.Tests.Setup;

namespace QualiPref.Tool.Tests;

public sealed class Making_keys
{
    [Fact]
    public async Task Gives_each_service_and_the_operator_one_and_keeps_what_is_there()
    {
        using var folder = new TemporaryFolder();
        (await ToolRun.OfAsync([], "keys", "new", folder.Path)).EndsWith(0);
        var first = PlatformTokens.ForOperator(folder.Path, "Exploitation", TimeProvider.System);
        var before = Directory.GetFiles(folder.Path).Order().ToDictionary(file => file, File.ReadAllText);

        (await ToolRun.OfAsync([], "keys", "new", folder.Path)).EndsWith(0);

        Assert.NotEmpty(first);
        Assert.Equal(12, before.Count);
        Assert.Equal(before, Directory.GetFiles(folder.Path).Order().ToDictionary(file => file, File.ReadAllText));
    }

    [Fact]
    public async Task Lists_who_signs_with_which()
    {
        using var folder = new TemporaryFolder();

        var keys = (await ToolRun.OfAsync([], "keys", "new", folder.Path, "--json")).EndsWith(0).Json.GetProperty("keys").EnumerateArray().ToList();

        Assert.Equal(["complaints", "indicators", "operator", "portal", "reporting", "surveys"], keys.Select(key => key.GetProperty("service").GetString()));
        Assert.All(keys, key => Assert.Equal("signs", key.GetProperty("use").GetString()));
    }

    [Fact]
    public async Task Says_of_a_folder_what_cannot_be_used()
    {
        using var folder = new TemporaryFolder();
        await ToolRun.OfAsync([], "keys", "new", folder.Path);
        await File.WriteAllTextAsync(folder["surveys.pem"], "no key", TestContext.Current.CancellationToken);

        var listed = (await ToolRun.OfAsync([], "keys", "list", folder.Path, "--json")).EndsWith(1);

        Assert.Contains("surveys.pem", Assert.Single(listed.Json.GetProperty("faults").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("no key", listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_are_to_come_leaves_everybody_signing_as_before()
    {
        using var folder = new TemporaryFolder();
        await ToolRun.OfAsync([], "keys", "new", folder.Path);
        var signing = await File.ReadAllTextAsync(folder["surveys.pem"], TestContext.Current.CancellationToken);

        var uses = (await ToolRun.OfAsync([], "keys", "add", folder.Path, "surveys", "--json")).EndsWith(0).Json.GetProperty("keys").EnumerateArray()
            .Where(key => key.GetProperty("service").GetString() == "surveys").Select(key => key.GetProperty("use").GetString());
        (await ToolRun.OfAsync([], "keys", "add", folder.Path, "surveys")).EndsWith(0);

        Assert.Equal(["next", "signs"], uses.Order());
        Assert.Equal(2, Directory.GetFiles(folder.Path, "surveys.*.pub").Length);
        Assert.Equal(signing, await File.ReadAllTextAsync(folder["surveys.pem"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("keys", "list", "/nowhere/at/all")]
    [InlineData("keys", "add", "/nowhere/at/all", "surveys")]
    [InlineData("keys", "add", "/tmp", "somebody")]
    [InlineData("keys", "manifest", "/nowhere/at/all")]
    public async Task In_no_folder_or_for_nobody_is_wrong_use(params string[] arguments) => (await ToolRun.OfAsync([], arguments)).EndsWith(2);
}

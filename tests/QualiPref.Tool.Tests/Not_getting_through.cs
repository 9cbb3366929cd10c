using QualiPref.Testing;
using QualiPref.Tool.Tests.Setup;

namespace QualiPref.Tool.Tests;

/// <summary>It ends with 3 and says who did not answer, or did not let it, and what to do.</summary>
public sealed class Not_getting_through(RealEngine engine)
{
    [Fact]
    public async Task Where_nobody_listens_says_who_and_where()
    {
        var run = (await ToolRun.OfAsync([], "kiosks", "--address", "http://127.0.0.1:9")).EndsWith(3);

        Assert.Contains("needs to know who asks", run.Errors, StringComparison.Ordinal);
        run = (await ToolRun.OfAsync([new("QualiPref:Identity:KeysPath", TestKeys.Folder)], "kiosks", "--address", "http://127.0.0.1:9")).EndsWith(3);
        Assert.Contains("surveys does not answer at http://127.0.0.1:9 (nobody listens there)", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_somebody_else_answers_says_so()
    {
        await using var other = await SomebodyElse.StartAsync("<html>Bonjour</html>");

        var run = (await ToolRun.OfAsync([], "balance", "--address", other.Address)).EndsWith(3);

        Assert.Contains("is no QualiPref", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_no_key_names_the_places_for_one()
    {
        await using var installation = await Installation.StartAsync(engine);
        using var empty = new TemporaryFolder();

        var run = (await ToolRun.OfAsync([], "faults", "list", "--address", installation.Address)).EndsWith(3);
        var keyless = (await ToolRun.OfAsync([new("QualiPref:Identity:KeysPath", empty.Path)], "faults", "list", "--address", installation.Address)).EndsWith(3);

        Assert.Contains("QualiPref__Identity__KeysPath", run.Errors, StringComparison.Ordinal);
        Assert.Contains($"There is no operator.pem in {empty.Path}", keyless.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_key_that_is_not_known_there_says_what_has_to_be_there()
    {
        await using var installation = await Installation.StartAsync(engine);

        var run = (await ToolRun.OfAsync([new("QualiPref:Identity:KeysPath", TestKeys.New())], "faults", "list", "--address", installation.Address)).EndsWith(3);

        Assert.Contains("does not believe the token that", run.Errors, StringComparison.Ordinal);
        Assert.Contains("among the public keys of surveys", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_token_that_opens_less_says_what_is_needed()
    {
        await using var installation = await Installation.StartAsync(engine);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["token"], SampleToken.Sign(installation.Keys, ["quality"], ["*"]) + "\n", TestContext.Current.CancellationToken);

        var refused = (await installation.RunAsync("faults", "list", "--token-file", folder["token"])).EndsWith(3);

        Assert.Contains("role admin", refused.Errors, StringComparison.Ordinal);
        (await installation.RunAsync("kiosks", "--token-file", folder["token"])).EndsWith(0);
    }
}

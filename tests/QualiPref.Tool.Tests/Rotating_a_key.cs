using k8s;
using k8s.Models;
using QualiPref.Platform.Identity;
using QualiPref.Testing;
using QualiPref.Tool.Tests.Setup;

namespace QualiPref.Tool.Tests;

public sealed class Rotating_a_key(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signs_with_it_once_every_service_knows_it_and_keeps_the_old_public_one()
    {
        var keys = TestKeys.New();
        await using var installation = await Installation.StartAsync(engine, keys);
        var before = (Surveys: Id(keys, "surveys.pem"), Operator: Id(keys, "operator.pem"));

        var surveys = (await ToolRun.OfAsync(installation.Environment, new HurriedTime(), "keys", "rotate", keys, "surveys", "--json")).EndsWith(0);
        (await ToolRun.OfAsync(installation.Environment, new HurriedTime(), "keys", "rotate", keys, "operator")).EndsWith(0);

        Assert.NotEqual(before, (Id(keys, "surveys.pem"), Id(keys, "operator.pem")));
        Assert.Equal(2, Directory.GetFiles(keys, "surveys.*.pub").Length);
        Assert.Contains($"{before.Surveys} known", surveys.Json.GetProperty("keys").EnumerateArray().Select(key => $"{key.GetProperty("id").GetString()} {key.GetProperty("use").GetString()}"));
        Assert.Empty(Directory.GetFiles(keys, "*.next.pem"));
        // What the new key signs is believed, and by nobody else's doing.
        (await installation.RunAsync("faults", "list")).EndsWith(0);
    }

    [Long, Fact]
    public async Task That_a_service_does_not_know_leaves_the_old_one_signing_and_goes_on_later()
    {
        await using var installation = await Installation.StartAsync(engine);
        var elsewhere = TestKeys.New();
        var before = await File.ReadAllTextAsync(Path.Combine(elsewhere, "reporting.pem"), Token);

        var run = (await installation.RunAsync("keys", "rotate", elsewhere, "reporting", "--within", "1")).EndsWith(1);

        Assert.Contains("surveys does not know the new key of reporting", run.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(elsewhere, "reporting.pem"), Token));
        var prepared = Id(elsewhere, "reporting.next.pem");
        (await installation.RunAsync("keys", "rotate", elsewhere, "reporting", "--unasked")).EndsWith(0);
        Assert.Equal(prepared, Id(elsewhere, "reporting.pem"));
    }

    [Long, Fact]
    public async Task Where_nobody_can_be_asked_replaces_nothing()
    {
        var keys = TestKeys.New();
        var before = Id(keys, "surveys.pem");

        (await ToolRun.OfAsync([new("QUALIPREF_ADDRESS", "http://127.0.0.1:9")], "keys", "rotate", keys, "surveys")).EndsWith(3);

        Assert.Equal(before, Id(keys, "surveys.pem"));
    }

    [Fact]
    public async Task On_Kubernetes_is_written_as_objects_to_apply()
    {
        var keys = TestKeys.New();
        (await ToolRun.OfAsync([], "keys", "add", keys, "surveys")).EndsWith(0);

        var written = (await ToolRun.OfAsync([], "keys", "manifest", keys, "--secret-of", "surveys", "--secret-of", "all-in-one", "--prefix", "essai")).EndsWith(0);

        var objects = written.Json.GetProperty("items").EnumerateArray().Select(one => one.GetRawText()).ToList();
        var known = KubernetesYaml.Deserialize<V1ConfigMap>(objects[0], strict: true);
        var one = KubernetesYaml.Deserialize<V1Secret>(objects[1], strict: true);
        var all = KubernetesYaml.Deserialize<V1Secret>(objects[2], strict: true);
        Assert.Equal(("essai-public-keys", "essai-keys-surveys", "essai-keys-all-in-one"), (known.Metadata.Name, one.Metadata.Name, all.Metadata.Name));
        Assert.Equal(Directory.GetFiles(keys, "*.pub").Select(Path.GetFileName).Order(), known.Data.Keys.Order());
        Assert.DoesNotContain("PRIVATE", objects[0], StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(keys, "surveys.pem"), Token), Assert.Single(one.StringData, data => data.Key == "surveys.pem").Value);
        Assert.Equal(["complaints.pem", "indicators.pem", "portal.pem", "reporting.pem", "surveys.pem"], all.StringData.Keys.Order());
        Assert.DoesNotContain("PRIVATE", (await ToolRun.OfAsync([], "keys", "manifest", keys)).EndsWith(0).Output, StringComparison.Ordinal);
    }

    private static string Id(string folder, string file) => KeyFolder.ReadKey(Path.Combine(folder, file)).KeyId;
}

using System.Net.Http.Headers;
using System.Text;
using k8s;
using k8s.Models;
using QualiPref.Local;
using QualiPref.Platform.Identity;
using QualiPref.Testing;

namespace QualiPref.Images.Tests;

/// <summary>
/// The images as the chart's least values run them, played by podman in a network of their own, over the real broker and the real database engine. Each pod has
/// what the chart gives it: a user that is not root, a root that cannot be written, limits, its key and the public ones.
/// </summary>
public sealed class PlayedChart : IAsyncLifetime
{
    /// <summary>Tag of the images that are tried.</summary>
    public const string Tag = "try";

    /// <summary>Name of the pods' network.</summary>
    internal const string Network = "qualipref";

    /// <summary>This machine, as pods see it.</summary>
    internal const string Gateway = "10.89.77.1";

    private static readonly string[] Services = ["surveys", "complaints", "indicators", "reporting", "portal"];

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _addresses = [];
    private readonly MongoEngine _engine;
    private readonly RabbitBroker _broker;

    /// <summary>Nothing of it is started yet.</summary>
    public PlayedChart()
    {
        _engine = new MongoEngine(_folder["engine"]);
        _broker = new RabbitBroker(_folder["broker"]);
    }

    /// <summary>Ways from pods to this machine.</summary>
    internal Doors Doors { get; } = new(Gateway);

    /// <summary>What the chart makes, as helm wrote it.</summary>
    internal IReadOnlyList<object> Objects { get; private set; } = [];

    /// <summary>Folder with all keys, the operator's among them.</summary>
    internal string Keys { get; private set; } = null!;

    /// <summary>How pods reach the database.</summary>
    internal string Database { get; private set; } = null!;

    /// <summary>How pods reach the broker.</summary>
    internal string Broker { get; private set; } = null!;

    /// <summary>Calls the portal as the operator.</summary>
    internal HttpClient Operator { get; private set; } = null!;

    /// <summary>Where a pod answers.</summary>
    internal string AddressOf(string service) => $"http://{_addresses[$"qualipref-{service}"]}:8080";

    /// <summary>The services' names.</summary>
    internal static IReadOnlyList<string> Names => Services;

    /// <summary>Loads the images, makes keys and plays the pods.</summary>
    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(_engine.StartAsync(), _broker.StartAsync());
        Database = Outside(_engine.ConnectionString);
        Broker = Outside(_broker.ConnectionString);
        await Podman.RunAsync("network", "create", "--subnet", "10.89.77.0/24", "--gateway", Gateway, Network);
        foreach (var archive in Directory.GetFiles(Path.Combine(ProjectFolder.Root, ".data", "images"), "*.tar"))
        {
            await using var file = File.OpenRead(archive);
            await Podman.RunAsync(file, ["load"]);
        }
        await MakeKeysAsync();
        Objects = KubernetesYaml.LoadAllFromString(await Helm.TemplateAsync("minimal", $"image.registry=,image.tag={Tag},image.pullPolicy=Never"), strict: true);
        foreach (var deployment in Objects.OfType<V1Deployment>()) await PlayAsync(Playable.Pod(deployment));
        Operator = new HttpClient { BaseAddress = new Uri(AddressOf("portal")) };
        Operator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PlatformTokens.ForOperator(Keys, "essai", TimeProvider.System));
        foreach (var service in Services) await IsReadyAsync(AddressOf(service));
    }

    /// <summary>Ends all of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await Podman.RunAsync("pod", "rm", "--all", "--force", "--time", "0");
        Operator?.Dispose();
        Doors.Dispose();
        await _broker.DisposeAsync();
        await _engine.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Plays a pod beside the Secrets that it names.</summary>
    internal async Task PlayAsync(V1Pod pod)
    {
        var address = $"10.89.77.{11 + _addresses.Count}";
        _addresses.Add(pod.Metadata.Name, address);
        var text = string.Join("\n---\n", SecretsFor(pod).Append((object)pod).Select(one => KubernetesYaml.Serialize(one)));
        await Podman.RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), ["kube", "play", "--network", Network, "--ip", address, "-"]);
    }

    /// <summary>Waits until requests may be sent to a process.</summary>
    internal static async Task IsReadyAsync(string address)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(5) };
        await Eventually.ReadsAsync($"{address} is ready", async cancellation =>
        {
            using var answer = await http.GetAsync(new Uri("/ready", UriKind.Relative), cancellation);
            return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellation)}";
        }, answer => answer.StartsWith("200", StringComparison.Ordinal), TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    // As an operator makes them, by the tool's own image; the folder is the only thing that it may write.
    private async Task MakeKeysAsync()
    {
        const UnixFileMode everybody = (UnixFileMode)0b111_111_111;
        Keys = Directory.CreateDirectory(Path.Combine(Podman.Root, "run", "keys")).FullName;
        File.SetUnixFileMode(Keys, everybody);
        await Podman.RunAsync("run", "--rm", "--read-only", "--volume", "/run/keys:/keys", $"qualipref-tool:{Tag}", "keys", "new", "/keys");
    }

    private IEnumerable<V1Secret> SecretsFor(V1Pod pod)
    {
        yield return Secret("qualipref-database", ("uri", Database));
        yield return Secret("qualipref-broker", ("uri", Broker));
        if (pod.Spec.Volumes.FirstOrDefault(volume => volume.Secret?.SecretName == Playable.SecretOf(pod.Metadata.Name)) is null) yield break;
        var service = pod.Metadata.Name["qualipref-".Length..];
        string[] files = [KeyFolder.PrivateKeyOf(service), .. Directory.GetFiles(Keys, $"*{KeyFolder.PublicEnd}").Select(file => Path.GetFileName(file))];
        yield return Secret(Playable.SecretOf(pod.Metadata.Name), [.. files.Select(file => (file, File.ReadAllText(Path.Combine(Keys, file))))]);
    }

    private static V1Secret Secret(string name, params IEnumerable<(string Key, string Value)> content) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new V1ObjectMeta { Name = name },
        StringData = content.ToDictionary(one => one.Key, one => one.Value),
    };

    private string Outside(string address)
    {
        var port = new Uri(address).Port;
        return address.Replace($"127.0.0.1:{port}", $"{Gateway}:{Doors.To(port)}", StringComparison.Ordinal);
    }
}

[CollectionDefinition(Name)]
public sealed class Played : ICollectionFixture<PlayedChart>
{
    public const string Name = "played";
}

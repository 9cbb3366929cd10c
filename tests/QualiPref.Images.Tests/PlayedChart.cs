using System.Globalization;
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

    private string _rendered = "";
    private IReadOnlyList<object> _made = [];

    /// <summary>What the chart makes, as helm wrote it; anew each time, since playing changes it.</summary>
    internal IReadOnlyList<object> Objects => KubernetesYaml.LoadAllFromString(_rendered, strict: true);

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

    /// <summary>Loads the images, makes what the README has made before, and plays the pods.</summary>
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
        _made = await Preparations.MakeAsync(Database, Broker);
        Keys = Preparations.WriteKeys(_made, Path.Combine(Podman.Root, "run", "keys"));
        _rendered = await Helm.TemplateAsync("minimal", $"image.registry=,image.tag={Tag},image.pullPolicy=Never");
        foreach (var deployment in Objects.OfType<V1Deployment>()) await PlayAsync(deployment.Metadata.Name, deployment.Spec.Template.Spec);
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

    /// <summary>Plays a pod that ends by itself, and waits for that.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="spec">What the chart says of it.</param>
    /// <returns>What its only container ended with, and what it said.</returns>
    internal async Task<(int Code, string Said)> RunAsync(string name, V1PodSpec spec)
    {
        var container = $"{name}-{spec.Containers.Single().Name}";
        await PlayAsync(name, spec);
        var code = int.Parse(await Podman.RunAsync("wait", container), CultureInfo.InvariantCulture);
        var (_, output, errors) = await Podman.TryAsync(null, ["logs", container]);
        await Podman.RunAsync("pod", "rm", "--force", "--time", "0", name);
        return (code, output + errors);
    }

    // A pod has the name of its Deployment, which is the Service's too: by it the others find it.
    private async Task PlayAsync(string name, V1PodSpec spec)
    {
        var address = $"10.89.77.{11 + _addresses.Count}";
        _addresses.Add(name, address);
        var text = string.Join("\n---\n", Playable.Objects(name, spec, _made).Select(one => KubernetesYaml.Serialize(one)));
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

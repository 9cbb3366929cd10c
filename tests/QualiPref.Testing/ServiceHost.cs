using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Persistence;
using QualiPref.Testing.Contract;
using Xunit;

namespace QualiPref.Testing;

/// <summary>
/// Services in this process as they run in one of their own: a real host on a free port, in a local shape. What the tests of a service ask of it is in
/// a class beside them, which holds such a host.
/// </summary>
public sealed class ServiceHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<HttpClient> _clients = new();

    /// <summary>Builds a host; nothing of it runs before <see cref="StartAsync"/>.</summary>
    /// <param name="build">Builds it of its modules and a command line.</param>
    /// <param name="mongo">Connection string of the engine.</param>
    /// <param name="prefix">What the names of its databases start with; whoever made the prefix drops them.</param>
    /// <param name="settings">Further arguments of the command line; of two with one name the later counts.</param>
    public ServiceHost(Func<string[], WebApplication> build, string mongo, string prefix, params IEnumerable<string> settings)
    {
        ArgumentNullException.ThrowIfNull(build);
        _app = build(
        [
            "--urls=http://127.0.0.1:0",
            $"--QUALIPREF_MONGO={mongo}",
            $"--QualiPref:Storage:DatabasePrefix={prefix}",
            $"--QualiPref:Identity:KeysPath={TestKeys.Folder}",
            "--QualiPref:Portal:PlainHttp=true",
            "--Logging:LogLevel:Default=Warning",
            // Where a test listens, it sees at once what there is to see.
            "--QualiPref:Telemetry:ReadEvery=00:00:00.05",
            .. settings,
        ]);
    }

    /// <summary>The one address that serves all of it.</summary>
    public string Address => _app.Urls.First();

    /// <summary>A host with nothing behind the address of its database.</summary>
    /// <param name="build">Builds it of its modules and a command line.</param>
    /// <param name="settings">Further arguments of the command line.</param>
    public static ServiceHost WithoutDatabase(Func<string[], WebApplication> build, params IEnumerable<string> settings) =>
        new(build, "mongodb://127.0.0.1:9/?directConnection=true&serverSelectionTimeoutMS=200", "nowhere", settings);

    /// <summary>A token that every such host of the process believes (<see cref="SampleToken"/>).</summary>
    /// <param name="roles">Names of roles.</param>
    /// <param name="sites">Codes of sites; <c>*</c> is every one.</param>
    /// <param name="name">Who it is.</param>
    public static string TokenOf(IReadOnlyList<string> roles, IEnumerable<string> sites, string name = "Compte 1") => SampleToken.Sign(TestKeys.Folder, roles, sites, name);

    /// <summary>Starts it and, where it has databases, waits until they are prepared; returns it.</summary>
    public async Task<ServiceHost> StartAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        if (_app.Services.GetService<StoragePreparation>() is { } preparation) await preparation.Done.WaitAsync(TestContext.Current.CancellationToken);
        return this;
    }

    /// <summary>Something that its modules registered.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Has it look at the folder of its catalogue as often as it takes to believe a change, instead of waiting for that.</summary>
    public void LookAtCatalogue()
    {
        Service<LiveCatalogue>().Look();
        Service<LiveCatalogue>().Look();
        Assert.Empty(Service<LiveCatalogue>().Problems);
    }

    /// <summary>Listens to its metrics.</summary>
    /// <param name="only">Name of the one that is listened to; all of ours when left out.</param>
    public HeardNumbers Hear(string? only = null) => new(this, only);

    /// <summary>A client of the host, which disposes of it.</summary>
    /// <param name="token">Its bearer token; none when left out.</param>
    /// <param name="service">The service whose calls it names and whose contract it holds every exchange against; none when left out.</param>
    public HttpClient Client(string? token = null, string? service = null)
    {
        var client = service is null
            ? new HttpClient { BaseAddress = new Uri(Address) }
            : new HttpClient(new HeldToContract(service)) { BaseAddress = new Uri($"{Address}/api/{service}/v1/") };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _clients.Enqueue(client);
        return client;
    }

    /// <summary>Stops answering and working.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await StopAsync();
        await _app.DisposeAsync();
    }
}

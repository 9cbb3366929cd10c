using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Access;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Access;

/// <summary>A portal in this process with a database that holds nothing; the services are away unless settings name them.</summary>
internal sealed class PortalOnEngine(ServiceHost host, DatabasePrefix databases) : IAsyncDisposable
{
    public const string Issuer = "https://identite.example";

    /// <summary>What the audit log is told of what a test decides.</summary>
    public static AuditEntry Audit(Person person) => AuditEntry.Of(AccessAudit.Grant, AuditActor.Unknown, AccessAudit.On(person), TimeProvider.System.GetUtcNow(), details: AccessAudit.Details(person));

    public ServiceHost Host => host;

    public Persons Persons => host.Service<Persons>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<PortalOnEngine> StartAsync(RealEngine engine, params IEnumerable<string> settings) => StartAsync(engine, TimeProvider.System, settings);

    /// <summary>By another clock.</summary>
    public static async Task<PortalOnEngine> StartAsync(RealEngine engine, TimeProvider time, params IEnumerable<string> settings)
    {
        var databases = engine.NewPrefix();
        return new PortalOnEngine(await BesideAsync(engine, databases, time, settings), databases);
    }

    /// <summary>Another replica on the same database.</summary>
    public async Task<ServiceHost> ReplicaAsync(RealEngine engine, params IEnumerable<string> settings) => await BesideAsync(engine, databases, TimeProvider.System, settings);

    /// <summary>What services would be called with for somebody now; null for who may do nothing.</summary>
    public async Task<string?> TokenOfAsync(Guid id) => await Persons.FindPresentAsync(id, Token) is { } present ? host.Service<PersonTokens>().For(present) : null;

    /// <summary>Somebody who comes in.</summary>
    public Task<Person> ArriveAsync(string subject, string? email = null, bool isConfirmed = true, string provider = "") =>
        Persons.ArriveAsync(IdentityOf(subject, email, isConfirmed, provider), Token);

    public static ExternalIdentity IdentityOf(string subject, string? email = null, bool isConfirmed = true, string provider = "") =>
        new(Issuer, subject, $"Personne {subject}") { Email = email, EmailIsConfirmed = isConfirmed, Provider = provider };

    /// <summary>Calls as an administrator, whose token is short: each call has its own.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer, string? Tag)> SendAsync(Person administrator, HttpMethod method, string path, object? body = null, string? tag = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        var token = host.Service<PlatformTokens>().ForPerson(administrator.Id, administrator.Name, [new HeldRole(Roles.Admin, ["*"])]);
        using var reply = await host.Client(token, "portal").SendAsync(request, Token);
        return (reply.StatusCode, (await reply.Content.ReadFromJsonAsync<JsonElement>(Token)).Clone(), reply.Headers.ETag?.Tag);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await databases.DisposeAsync();
    }

    private static Task<ServiceHost> BesideAsync(RealEngine engine, DatabasePrefix databases, TimeProvider time, IEnumerable<string> settings) => new ServiceHost(
        arguments => QualiPrefHost.Build(arguments, new PortalAt(time)), engine.ConnectionString, databases.Value,
        [.. ServiceNames.All.Select(service => $"--QualiPref:Services:{service}=http://127.0.0.1:1"), .. settings]).StartAsync();
}

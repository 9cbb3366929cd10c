using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;
using QualiPref.Portal;
using QualiPref.Portal.Access;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>
/// People as they really come in: an administrator invites them on the page, they come with the address, and services hear of them what the portal says
/// at that moment. For their arrival, and for their tokens, a portal runs in this process beside the system's own, on its database and with its keys.
/// </summary>
internal sealed class Admission(Administrator administrator, ServiceHost portal) : IAsyncDisposable
{
    // Less than a token lives, by far.
    private static readonly TimeSpan Used = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The cookies of people's sessions.</summary>
    public SessionCookies Sessions => new(portal);

    /// <summary>Beside a running system.</summary>
    public static async Task<Admission> OpenAsync(RunningSystem system) => new(await Administrator.SignInAsync(system), await new ServiceHost(
        arguments => QualiPrefHost.Build(arguments, new PortalModule()), system.Parts.Engine.ConnectionString, "qualipref",
        [$"--QualiPref:Identity:KeysPath={system.Keys}", .. ServiceNames.All.Select(service => $"--QualiPref:Services:{service}={system.Address}")]).StartAsync());

    /// <summary>Lets somebody in who holds roles at sites.</summary>
    /// <param name="name">What a failure calls them.</param>
    /// <param name="grants">What the administrator grants.</param>
    /// <param name="held">What that comes to.</param>
    public async Task<Person> AdmitAsync(string name, IReadOnlyList<PersonGrant> grants, params IReadOnlyList<HeldRole> held)
    {
        var id = await InviteAsync(name, grants);
        return new Person(name, null, held[^1].Role, held[^1].Sites) { Held = held, Id = id, FreshTokenAsync = Kept(id) };
    }

    /// <summary>Has somebody act for another one today.</summary>
    public async Task<Person> StandInAsync(Person standIn, Person absent)
    {
        // Wherever the sites are it is one of these days.
        await administrator.NoteAbsenceAsync(absent.Id, standIn.Id, RunningSystem.Today.AddDays(-1), RunningSystem.Today.AddDays(1));
        return standIn with { Name = $"{standIn.Name} who stands in for {absent.Name}", Held = [.. standIn.Held, .. absent.Held] };
    }

    /// <summary>Ends what somebody may do.</summary>
    public Task EndAsync(Person person) => administrator.EndAsync(person.Id);

    /// <summary>What services hear of somebody now; null where they hear nothing any more.</summary>
    public Task<string?> TokenOfAsync(Person person) => TokenOfAsync(person.Id);

    private async Task<string?> TokenOfAsync(Guid id) => await portal.Service<Persons>().FindPresentAsync(id, Token) is { } present ? portal.Service<PersonTokens>().For(present) : null;

    public ValueTask DisposeAsync()
    {
        administrator.Dispose();
        return portal.DisposeAsync();
    }

    private async Task<Guid> InviteAsync(string name, IReadOnlyList<PersonGrant> grants)
    {
        var email = $"{Guid.NewGuid():N}@exemple.invalid";
        var invited = await administrator.InviteAsync(name, email, grants);
        var arrived = await portal.Service<Persons>().ArriveAsync(new ExternalIdentity("https://identite.example", email, name) { Email = email, EmailIsConfirmed = true }, Token);
        Assert.Equal(invited, arrived.Id);
        return arrived.Id;
    }

    private Func<Task<string?>> Kept(Guid id)
    {
        var (token, until) = ((string?)null, DateTimeOffset.MinValue);
        return async () =>
        {
            var now = TimeProvider.System.GetUtcNow();
            if (now < until) return token;
            token = await TokenOfAsync(id);
            until = now + Used;
            return token;
        };
    }
}

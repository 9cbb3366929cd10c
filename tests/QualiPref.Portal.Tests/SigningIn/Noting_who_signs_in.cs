using System.Net;
using QualiPref.Platform.Auditing;
using QualiPref.Portal.Access;
using QualiPref.Portal.Tests.Access;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>The portal's audit log tells of each session that is opened, ended or refused.</summary>
public sealed class Noting_who_signs_in(RealEngine engine) : IAsyncLifetime
{
    private DatabasePrefix _databases = null!;
    private HostileProvider _provider = null!;
    private StaffPortal _portal = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _databases = engine.NewPrefix();
        _provider = await HostileProvider.StartAsync();
        _portal = await StaffPortal.StartAsync(engine, _databases.Value, _provider);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
        await _databases.DisposeAsync();
    }

    [Fact]
    public async Task Signing_in_and_out_are_two_entries_of_the_same_session_and_person()
    {
        using var surfer = await _portal.SignInAsync();
        await surfer.SubmitAsync(await surfer.OpenAsync("/", Token), "/deconnexion", [], Token);

        var entries = await EntriesAsync();

        Assert.Equal(["session.open", "session.end"], entries.Select(one => one.Act));
        Assert.Single(entries.Select(one => (one.By.Kind, one.By.Id, On: one.On.Ids.Single())).Distinct(), one => one.Kind == "person" && one.Id == one.On);
        Assert.Equal(entries[0].Details["session"], entries[1].Details["session1"]);
        Assert.Equal("active", entries[0].Details["state"]);
    }

    [Fact]
    public async Task Sessions_that_the_person_ends_elsewhere_are_named_and_nothing_is_noted_of_none()
    {
        using var here = await _portal.SignInAsync();
        using var there = await _portal.SignInAsync();
        var page = await here.OpenAsync("/mes-sessions", Token);
        for (var twice = 0; twice < 2; twice++) await here.SubmitAsync(page, "/mes-sessions?handler=endOthers", [], Token);

        var entries = await EntriesAsync();

        Assert.Equal(["session.open", "session.open", "session.end"], entries.Select(one => one.Act));
        Assert.Equal(entries[1].Details["session"], entries[2].Details["session1"]);
    }

    [Fact]
    public async Task Who_leaves_has_no_session_left_and_none_again_by_a_role_that_is_given_back()
    {
        using var surfer = await _portal.SignInAsync();
        using var other = await _portal.SignInAsync();
        var (persons, changes) = (_portal.Service<Persons>(), _portal.Service<AccessChanges>());
        var person = Assert.Single(await persons.ListAsync([PersonState.Active], Token));
        var chief = await persons.ArriveAsync(PortalOnEngine.IdentityOf("cheffe"), Token);
        await changes.GrantAsync(chief, [PersonGrant.OfAdministrators], PortalOnEngine.Audit, Token);

        var gone = await changes.LeaveAsync(person, one => PortalOnEngine.Audit(one) with { By = AuditActor.Person(chief.Id) }, Token);
        await changes.GrantAsync(gone, person.Grants, PortalOnEngine.Audit, Token);

        Assert.Equal("/connexion", (await surfer.OpenAsync("/mes-sessions", Token)).Address.AbsolutePath);
        var entries = await EntriesAsync();
        Assert.Equal(["session.open", "session.open", "session.end"], entries.Select(one => one.Act));
        Assert.Equal((AuditActor.Person(chief.Id), person.Id.ToString(), 2), (entries[2].By, entries[2].On.Ids.Single(), entries[2].Details.Count));
    }

    [Fact]
    public async Task What_the_provider_ends_is_told_to_be_its_doing()
    {
        using var surfer = await _portal.SignInAsync();
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", _provider.LogoutToken("a-session"))]);
        using var answer = await http.PostAsync(new Uri(_portal.Address + "/connexion/fin"), form, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        var entries = await EntriesAsync();

        Assert.Equal(["session.open", "session.end"], entries.Select(one => one.Act));
        Assert.Equal((AuditActor.Provider, entries[0].Details["session"]), (entries[1].By, entries[1].Details["session1"]));
    }

    [Fact]
    public async Task A_refusal_is_noted_with_its_reason_and_without_anybody()
    {
        _provider.Lie = Lie.OtherNonce;
        using var surfer = _portal.Browse();
        await surfer.OpenAsync("/connexion/depart?retour=/mes-sessions", Token);

        var refused = Assert.Single(await EntriesAsync());

        Assert.Equal(("session.refused", AuditActor.Unknown, "Nonce"), (refused.Act, refused.By, refused.Details["reason"]));
    }

    [Fact]
    public async Task Refusals_beyond_those_that_are_told_in_a_minute_are_not_noted()
    {
        using var surfer = _portal.Browse();
        for (var attempt = 0; attempt < 25; attempt++) await surfer.OpenAsync("/connexion/retour?code=1&state=2", Token);

        Assert.Equal(20, (await EntriesAsync()).Count);
    }

    private Task<IReadOnlyList<AuditEntry>> EntriesAsync() => AuditEntries.OfKindAsync(_portal.Service<IServiceProvider>(), AuditKinds.SignIn);
}

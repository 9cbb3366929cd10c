using System.Net;
using System.Text.Json;
using QualiPref.Platform.Auditing;
using QualiPref.Portal.Access;
using QualiPref.Portal.Storage;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Access;

/// <summary>The administrator's calls.</summary>
public sealed class Deciding_who_may_do_what(RealEngine engine) : IAsyncLifetime
{
    private PortalOnEngine _portal = null!;
    private Person _chief = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalOnEngine.StartAsync(engine, "--QualiPref:Portal:FirstAdministrator=cheffe@exemple.invalid");
        _chief = await _portal.ArriveAsync("cheffe", "cheffe@exemple.invalid");
    }

    public async ValueTask DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Who_waited_works_here_once_a_role_is_granted()
    {
        var waiting = await _portal.ArriveAsync("s-1");

        var (status, answer, _) = await GrantAsync(waiting.Id, "\"1\"", new { role = "handler", site = "91-EVRY" }, new { role = "quality", network = "lot-et-garonne" });

        Assert.Equal((HttpStatusCode.OK, "active"), (status, answer.GetProperty("state").GetString()));
        var held = (await _portal.Persons.FindPresentAsync(waiting.Id, Token))!.Held;
        Assert.Equal(["handler at 91-EVRY", "quality at 47-AGEN"], held.Select(one => $"{one.Role} at {one.Sites[0]}"));
    }

    [Fact]
    public async Task Who_was_invited_holds_what_was_granted_from_the_first_sign_in_on()
    {
        var invited = await InviteAsync("Nouvelle@Exemple.invalid", new { role = "agent", site = "*" });
        Assert.Null(await _portal.TokenOfAsync(invited));

        var arrived = await _portal.ArriveAsync("s-9", "nouvelle@exemple.INVALID");

        Assert.Equal((invited, PersonState.Active, "Personne s-9"), (arrived.Id, arrived.State, arrived.Name));
        Assert.NotNull(await _portal.TokenOfAsync(invited));
    }

    [Fact]
    public async Task An_address_that_the_provider_does_not_confirm_opens_no_invitation()
    {
        var invited = await InviteAsync("nouvelle@exemple.invalid", new { role = "admin", site = "*" });

        var arrived = await _portal.ArriveAsync("s-9", "nouvelle@exemple.invalid", isConfirmed: false);

        Assert.NotEqual(invited, arrived.Id);
        Assert.Equal(PersonState.Waiting, arrived.State);
    }

    [Fact]
    public async Task Who_waited_before_an_invitation_came_meets_it_and_is_one_person()
    {
        var waited = await _portal.ArriveAsync("s-9", "nouvelle@exemple.invalid", isConfirmed: false);
        var invited = await InviteAsync("nouvelle@exemple.invalid", new { role = "agent", site = "91-EVRY" });
        Assert.Equal(waited.Id, (await _portal.ArriveAsync("s-9", "nouvelle@exemple.invalid", isConfirmed: false)).Id);

        var arrived = await _portal.ArriveAsync("s-9", "nouvelle@exemple.invalid");

        Assert.Equal((invited, PersonState.Active, new PersonGrant("agent", null, "91-EVRY")), (arrived.Id, arrived.State, arrived.Grants.Single()));
        Assert.Equal([_chief.Id, invited], (await _portal.Persons.ListAsync(Enum.GetValues<PersonState>(), Token)).Select(one => one.Id).Order());
        Assert.Equal(invited, (await _portal.ArriveAsync("s-9", "nouvelle@exemple.invalid")).Id);
        var entries = await AuditEntries.OfKindAsync(_portal.Host.Service<IServiceProvider>(), AuditKinds.Access);
        Assert.Equal(["person.invite", "person.admit"], entries.Where(one => one.On.Ids.Contains(invited.ToString())).Select(one => one.Act));
    }

    [Fact]
    public async Task Who_waits_is_not_removed_with_what_the_audit_log_has_not_got_yet()
    {
        var waited = await _portal.ArriveAsync("s-9", "nouvelle@exemple.invalid", isConfirmed: false);
        var invited = await InviteAsync("nouvelle@exemple.invalid", new { role = "agent", site = "91-EVRY" });
        var store = _portal.Host.Service<PersonStore>();
        // Entries of that time are never sealed: this one goes on waiting.
        var read = await store.TryReplaceAsync(waited, PortalOnEngine.Audit(waited) with { At = DateTime.UnixEpoch }, Token);

        Assert.False(await store.TryRemoveWaitingAsync(read!, Token));

        Assert.Equal(waited.Id, (await _portal.ArriveAsync("s-9", "nouvelle@exemple.invalid")).Id);
        Assert.Equal(PersonState.Invited, (await _portal.Persons.FindAsync(invited, Token))!.State);
    }

    [Fact]
    public async Task An_invitation_is_used_up_by_whoever_came_first()
    {
        var invited = await InviteAsync("nouvelle@exemple.invalid", new { role = "agent", site = "*" });

        var people = await Task.WhenAll(Enumerable.Range(1, 8).Select(one => _portal.ArriveAsync($"s-{one}", "nouvelle@exemple.invalid")));

        Assert.Equal(invited, Assert.Single(people, one => one.State == PersonState.Active).Id);
        Assert.Equal(7, people.Count(one => one.State == PersonState.Waiting));
    }

    [Fact]
    public async Task Nobody_is_invited_by_an_address_that_somebody_has()
    {
        var (status, answer, _) = await SendAsync(HttpMethod.Post, "persons", new { name = "Nouvelle", email = "Cheffe@exemple.invalid", grants = Array.Empty<object>() });

        Assert.Equal((HttpStatusCode.Conflict, "QP-PORTAL-002"), (status, answer.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_change_is_of_the_version_that_was_read()
    {
        var waiting = await _portal.ArriveAsync("s-1");
        var (_, _, tag) = await SendAsync(HttpMethod.Get, $"persons/{waiting.Id}");
        Assert.Equal("\"1\"", tag);

        Assert.Equal("\"2\"", (await GrantAsync(waiting.Id, tag, new { role = "agent", site = "91-EVRY" })).Tag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await GrantAsync(waiting.Id, tag, new { role = "admin", site = "*" })).Status);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await GrantAsync(waiting.Id, null, new { role = "admin", site = "*" })).Status);

        Assert.Equal(new PersonGrant("agent", null, "91-EVRY"), (await _portal.Persons.FindAsync(waiting.Id, Token))!.Grants.Single());
    }

    [Theory]
    [InlineData("""{"grants":[{"role":"agent","site":"91-NULLE-PART"}]}""", "/grants/0/site")]
    [InlineData("""{"grants":[{"role":"agent","network":"nulle-part"}]}""", "/grants/0/network")]
    [InlineData("""{"grants":[{"role":"kiosk","site":"91-EVRY"}]}""", "/grants/0/role")]
    [InlineData("""{"grants":[{"role":"agent"}]}""", "/grants/0/site")]
    [InlineData("""{"grants":[{"role":"agent","site":"91-EVRY","network":"essonne"}]}""", "/grants/0/site")]
    [InlineData("""{"grants":[{"role":"agent","site":"91-EVRY","until":"2027-01-01"}]}""", "/grants/0/until")]
    [InlineData("""{}""", "/grants")]
    public async Task What_is_no_grant_is_named_with_its_place(string body, string pointer)
    {
        var waiting = await _portal.ArriveAsync("s-1");

        var (status, answer, _) = await SendAsync(HttpMethod.Put, $"persons/{waiting.Id}/grants", JsonDocument.Parse(body).RootElement, "\"1\"");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(pointer, answer.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
        Assert.Equal(PersonState.Waiting, (await _portal.Persons.FindAsync(waiting.Id, Token))!.State);
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("grants")]
    public async Task The_last_administrator_stays_until_there_is_another(string how)
    {
        Task<(HttpStatusCode Status, JsonElement Answer, string? Tag)> EndAsync() => how == "leave"
            ? SendAsync(HttpMethod.Post, $"persons/{_chief.Id}/leave", null, $"\"{_chief.Version}\"")
            : GrantAsync(_chief.Id, $"\"{_chief.Version}\"", new { role = "admin", network = "essonne" });
        var refused = await EndAsync();
        Assert.Equal((HttpStatusCode.Conflict, "QP-PORTAL-001"), (refused.Status, refused.Answer.GetProperty("code").GetString()));

        var second = await _portal.ArriveAsync("s-2");
        await GrantAsync(second.Id, "\"1\"", new { role = "admin", site = "*" });

        Assert.Equal(HttpStatusCode.OK, (await EndAsync()).Status);
    }

    [Fact]
    public async Task Who_has_left_holds_nothing_however_often_they_come()
    {
        var person = await ActiveAsync("s-1", new { role = "admin", site = "*" });
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, $"persons/{person}/leave", null, "\"2\"")).Status);

        Assert.Null(await _portal.TokenOfAsync(person));
        var again = await _portal.ArriveAsync("s-1");
        Assert.Equal((person, PersonState.Left, 0), (again.Id, again.State, again.Grants.Count));
        Assert.Null(await _portal.TokenOfAsync(person));
    }

    [Fact]
    public async Task A_list_holds_all_but_those_who_have_left_unless_they_are_asked_for()
    {
        var gone = await ActiveAsync("s-1", new { role = "agent", site = "*" });
        await SendAsync(HttpMethod.Post, $"persons/{gone}/leave", null, "\"2\"");
        await _portal.ArriveAsync("s-2");

        Assert.Equal(["Personne cheffe", "Personne s-2"], Names((await SendAsync(HttpMethod.Get, "persons")).Answer));
        Assert.Equal(["Personne s-1"], Names((await SendAsync(HttpMethod.Get, "persons?state=left")).Answer));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(HttpMethod.Get, "persons?state=parti")).Status);
    }

    [Fact]
    public async Task A_case_may_be_given_to_those_who_handle_them_at_its_site()
    {
        await ActiveAsync("b-gestionnaire", new { role = "handler", site = "91-EVRY" });
        await ActiveAsync("a-reseau", new { role = "quality", network = "essonne" });
        await ActiveAsync("c-agent", new { role = "agent", site = "91-EVRY" });
        await ActiveAsync("d-ailleurs", new { role = "handler", site = "91-ETAMPES" });

        Assert.Equal(["Personne a-reseau", "Personne b-gestionnaire", "Personne cheffe"], Names((await SendAsync(HttpMethod.Get, "assignees?site=91-EVRY")).Answer));
    }

    [Fact]
    public async Task Each_decision_and_each_reading_is_in_the_audit_log_and_a_refused_one_is_not()
    {
        var waiting = await _portal.ArriveAsync("s-1");
        await GrantAsync(waiting.Id, "\"1\"", new { role = "handler", site = "91-EVRY" });
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await GrantAsync(waiting.Id, "\"1\"", new { role = "admin", site = "*" })).Status);
        await SendAsync(HttpMethod.Get, "persons");
        await SendAsync(HttpMethod.Get, $"persons/{waiting.Id}");

        var decided = await AuditEntries.OfKindAsync(_portal.Host.Service<IServiceProvider>(), AuditKinds.Access);
        var read = await AuditEntries.OfKindAsync(_portal.Host.Service<IServiceProvider>(), AuditKinds.Read);

        Assert.Equal([("person.admit", _chief.Id, _chief.Id, "admin:all"), ("person.grant", _chief.Id, waiting.Id, "handler:91-EVRY")],
            decided.Select(one => (one.Act, Guid.Parse(one.By.Id), Guid.Parse(one.On.Ids.Single()), one.Details["grant1"])));
        Assert.Equal([("person.list", 2), ("person.read", 1)], read.Select(one => (one.Act, one.On.Ids.Count)));
    }

    [Fact]
    public async Task Who_comes_in_by_an_invitation_is_in_the_audit_log()
    {
        var invited = await InviteAsync("nouvelle@exemple.invalid", new { role = "agent", site = "91-EVRY" });
        await _portal.ArriveAsync("s-9", "nouvelle@exemple.invalid");
        await _portal.ArriveAsync("s-9", "nouvelle@exemple.invalid");

        var entries = await AuditEntries.OfKindAsync(_portal.Host.Service<IServiceProvider>(), AuditKinds.Access);

        Assert.Equal(["person.invite", "person.admit"], entries.Where(one => one.On.Ids.Contains(invited.ToString())).Select(one => one.Act));
    }

    private static IEnumerable<string?> Names(JsonElement answer) => answer.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("name").GetString());

    private async Task<Guid> ActiveAsync(string subject, object grant)
    {
        var person = await _portal.ArriveAsync(subject);
        Assert.Equal(HttpStatusCode.OK, (await GrantAsync(person.Id, $"\"{person.Version}\"", grant)).Status);
        return person.Id;
    }

    private async Task<Guid> InviteAsync(string email, params object[] grants)
    {
        var (status, answer, _) = await SendAsync(HttpMethod.Post, "persons", new { name = "Nouvelle", email, grants });
        Assert.Equal(HttpStatusCode.Created, status);
        return answer.GetProperty("id").GetGuid();
    }

    private Task<(HttpStatusCode Status, JsonElement Answer, string? Tag)> GrantAsync(Guid person, string? tag, params object[] grants) =>
        SendAsync(HttpMethod.Put, $"persons/{person}/grants", new { grants }, tag);

    private Task<(HttpStatusCode Status, JsonElement Answer, string? Tag)> SendAsync(HttpMethod method, string path, object? body = null, string? tag = null) =>
        _portal.SendAsync(_chief, method, path, body, tag);
}

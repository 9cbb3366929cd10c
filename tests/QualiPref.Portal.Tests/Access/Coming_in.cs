using Microsoft.Extensions.Options;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Access;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Access;

/// <summary>What becomes of somebody whom a provider knows.</summary>
public sealed class Coming_in(RealEngine engine)
{
    private const string First = "--QualiPref:Portal:FirstAdministrator=";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stranger_waits_and_has_no_token()
    {
        await using var portal = await PortalOnEngine.StartAsync(engine);

        var stranger = await portal.ArriveAsync("s-1", "inconnu@exemple.invalid");

        Assert.Equal((PersonState.Waiting, "Personne s-1", "inconnu@exemple.invalid"), (stranger.State, stranger.Name, stranger.Email));
        Assert.Null(await portal.TokenOfAsync(stranger.Id));
    }

    [Fact]
    public async Task The_same_identity_is_the_same_person_whatever_their_name_and_address_have_become()
    {
        await using var portal = await PortalOnEngine.StartAsync(engine);
        var first = await portal.ArriveAsync("s-1", "avant@exemple.invalid");

        var again = await portal.Persons.ArriveAsync(PortalOnEngine.IdentityOf("s-1", "Apres@Exemple.invalid") with { Name = "Nom d'usage" }, Token);

        Assert.Equal((first.Id, "Nom d'usage", "apres@exemple.invalid"), (again.Id, again.Name, again.Email));
        Assert.Equal(again.Name, (await portal.Persons.FindAsync(first.Id, Token))!.Name);
    }

    [Fact]
    public async Task An_address_that_nobody_confirms_is_not_shown_beside_a_name()
    {
        await using var portal = await PortalOnEngine.StartAsync(engine);

        var stranger = await portal.ArriveAsync("s-1", "collegue@exemple.invalid", isConfirmed: false);

        Assert.Null(stranger.Email);
    }

    [Fact]
    public async Task A_role_that_is_held_by_several_grants_is_told_once_with_every_site()
    {
        await using var portal = await PortalOnEngine.StartAsync(engine);
        PersonGrant[] grants = [new(Roles.Handler, "essonne", null), new(Roles.Handler, null, "91-EVRY"), new(Roles.Handler, "lot-et-garonne", null), new(Roles.Agent, null, "91-EVRY"), new(Roles.Agent, null, "*")];
        var person = await portal.Host.Service<AccessChanges>().GrantAsync(await portal.ArriveAsync("s-1"), grants, PortalOnEngine.Audit, Token);

        var held = (await portal.Persons.FindPresentAsync(person.Id, Token))!.Held;

        Assert.Equal([("handler", 4), ("agent", 1)], held.Select(one => (one.Role, one.Sites.Count)));
    }

    [Fact]
    public async Task The_same_subject_of_another_provider_is_somebody_else()
    {
        await using var portal = await PortalOnEngine.StartAsync(engine);

        var people = new[] { await portal.ArriveAsync("s-1", "un@exemple.invalid"), await portal.ArriveAsync("s-1", "un@exemple.invalid", provider: "p-2") };

        Assert.Equal(2, people.Select(one => one.Id).Distinct().Count());
    }

    [Fact]
    public async Task Twice_at_once_at_two_replicas_it_is_one_person()
    {
        await using var portal = await PortalOnEngine.StartAsync(engine);
        await using var replica = await portal.ReplicaAsync(engine);
        var identity = PortalOnEngine.IdentityOf("s-1");

        var people = await Task.WhenAll(Enumerable.Range(0, 20).Select(turn => (turn % 2 == 0 ? portal.Persons : replica.Service<Persons>()).ArriveAsync(identity, Token)));

        Assert.Single(people.Select(one => one.Id).Distinct());
    }

    [Theory]
    [InlineData("cheffe@exemple.invalid", "Cheffe@Exemple.invalid", true, true)]
    [InlineData("cheffe@exemple.invalid", "cheffe@exemple.invalid", false, false)]
    [InlineData("cheffe@exemple.invalid", "autre@exemple.invalid", true, false)]
    [InlineData($"{PortalOnEngine.Issuer} s-1", "autre@exemple.invalid", false, true)]
    [InlineData($"{PortalOnEngine.Issuer} s-2", "autre@exemple.invalid", true, false)]
    public async Task The_first_administrator_is_whom_the_configuration_names(string named, string email, bool isConfirmed, bool isAdministrator)
    {
        await using var portal = await PortalOnEngine.StartAsync(engine, First + named);

        Assert.Equal(isAdministrator, (await portal.ArriveAsync("s-1", email, isConfirmed)).IsAdministrator);
    }

    [Fact]
    public async Task The_first_administrator_may_have_waited_before_the_configuration_named_them()
    {
        await using var portal = await PortalOnEngine.StartAsync(engine);
        var waiting = await portal.ArriveAsync("s-1", "cheffe@exemple.invalid");
        await using var later = await portal.ReplicaAsync(engine, First + "cheffe@exemple.invalid");

        var arrived = await later.Service<Persons>().ArriveAsync(PortalOnEngine.IdentityOf("s-1", "cheffe@exemple.invalid"), Token);

        Assert.Equal((waiting.Id, true), (arrived.Id, arrived.IsAdministrator));
    }

    [Fact]
    public async Task Once_somebody_administers_the_configuration_makes_nobody_else_an_administrator()
    {
        await using var portal = await PortalOnEngine.StartAsync(engine, First + "cheffe@exemple.invalid");
        await portal.ArriveAsync("s-1", "cheffe@exemple.invalid");

        var second = await portal.ArriveAsync("s-2", "cheffe@exemple.invalid");

        Assert.Equal(PersonState.Waiting, second.State);
    }

    [Fact]
    public async Task A_first_administrator_who_is_neither_address_nor_identity_is_refused_at_the_start()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => PortalOnEngine.StartAsync(engine, First + "cheffe"));
        Assert.Contains("QualiPref:Portal:FirstAdministrator must be an address", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_of_who_works_here_says_who_they_are_and_what_they_hold_where()
    {
        await using var portal = await PortalOnEngine.StartAsync(engine, First + "cheffe@exemple.invalid");
        var person = await portal.ArriveAsync("s-1", "cheffe@exemple.invalid");

        var token = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(await portal.TokenOfAsync(person.Id));

        Assert.Equal((person.Id.ToString(), "Personne s-1"), (token.Subject, token.GetClaim("name").Value));
        var held = HeldRole.Of(new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity(token.Claims)));
        Assert.Equal((Roles.Admin, "*"), (held.Single().Role, held.Single().Sites.Single()));
        Assert.Equal(TimeSpan.FromSeconds(45), token.ValidTo - token.ValidFrom);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Access;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Access;

/// <summary>Somebody acts for another who is away, from day to day.</summary>
public sealed class Standing_in(RealEngine engine) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
    private PortalOnEngine _portal = null!;
    private Person _absent = null!, _standIn = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AccessChanges Changes => _portal.Host.Service<AccessChanges>();

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalOnEngine.StartAsync(engine, _time);
        _absent = await Changes.GrantAsync(await _portal.ArriveAsync("absente"), [new(Roles.Handler, null, "91-EVRY")], PortalOnEngine.Audit, Token);
        _standIn = await Changes.GrantAsync(await _portal.ArriveAsync("remplacant"), [new(Roles.Agent, null, "91-EVRY")], PortalOnEngine.Audit, Token);
        _absent = await Changes.SetAbsencesAsync(_absent, [new(new(2026, 7, 3), new(2026, 7, 5), _standIn.Id)], PortalOnEngine.Audit, Token);
    }

    public async ValueTask DisposeAsync() => await _portal.DisposeAsync();

    [Theory]
    // Midnight in Évry is 22:00 UTC.
    [InlineData("2026-07-02T21:59:59Z", false)]
    [InlineData("2026-07-02T22:00:00Z", true)]
    [InlineData("2026-07-05T21:59:59Z", true)]
    [InlineData("2026-07-05T22:00:00Z", false)]
    public async Task From_the_first_day_to_the_last_by_the_sites_own_calendar(string now, bool isStoodIn)
    {
        _time.SetUtcNow(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(isStoodIn, await LentAsync() is { For.Name: "Personne absente", Role: Roles.Handler, Sites: ["91-EVRY"] });
        // The desk of whoever acts shows the other's list on those days.
        await using var scope = _portal.Host.Service<IServiceScopeFactory>().CreateAsyncScope();
        var names = await scope.ServiceProvider.GetRequiredService<Colleagues>().ReadAsync(Token);
        Assert.Equal(isStoodIn ? ["Personne absente"] : [], names.StoodInForBy(_standIn.Id).Select(one => one.Value));
        Assert.Empty(names.StoodInForBy(_absent.Id));
    }

    [Fact]
    public async Task Ends_when_the_absent_person_leaves_or_the_role_does()
    {
        _time.SetUtcNow(new DateTimeOffset(2026, 7, 4, 12, 0, 0, TimeSpan.Zero));
        Assert.NotNull(await LentAsync());
        _absent = await Changes.GrantAsync(_absent, [], PortalOnEngine.Audit, Token);
        Assert.Null(await LentAsync());

        _absent = await Changes.GrantAsync(_absent, [new(Roles.Handler, null, "91-EVRY")], PortalOnEngine.Audit, Token);
        Assert.NotNull(await LentAsync());
        await Changes.LeaveAsync(_absent, PortalOnEngine.Audit, Token);
        Assert.Null(await LentAsync());
    }

    [Fact]
    public async Task Ends_when_the_stand_in_leaves()
    {
        _time.SetUtcNow(new DateTimeOffset(2026, 7, 4, 12, 0, 0, TimeSpan.Zero));
        await Changes.LeaveAsync(_standIn, PortalOnEngine.Audit, Token);

        Assert.Null(await _portal.Persons.FindPresentAsync(_standIn.Id, Token));
    }

    [Fact]
    public async Task Is_not_lent_further()
    {
        _time.SetUtcNow(new DateTimeOffset(2026, 7, 4, 12, 0, 0, TimeSpan.Zero));
        var third = await Changes.GrantAsync(await _portal.ArriveAsync("troisieme"), [new(Roles.Agent, null, "91-ETAMPES")], PortalOnEngine.Audit, Token);
        await Changes.SetAbsencesAsync(_standIn, [new(new(2026, 7, 4), new(2026, 7, 4), third.Id)], PortalOnEngine.Audit, Token);

        var held = (await _portal.Persons.FindPresentAsync(third.Id, Token))!.Held;

        Assert.Equal([Roles.Agent], held.Where(one => one.For is not null).Select(one => one.Role));
    }

    [Fact]
    public async Task Of_who_holds_a_role_everywhere_is_everywhere_where_it_is_such_a_day()
    {
        _time.SetUtcNow(new DateTimeOffset(2026, 7, 4, 12, 0, 0, TimeSpan.Zero));
        await Changes.GrantAsync(_absent, [PersonGrant.OfAdministrators], PortalOnEngine.Audit, Token);

        Assert.Equal(["*"], (await LentAsync())!.Sites);
    }

    private async Task<HeldRole?> LentAsync() => (await _portal.Persons.FindPresentAsync(_standIn.Id, Token))!.Held.SingleOrDefault(one => one.For is not null);
}

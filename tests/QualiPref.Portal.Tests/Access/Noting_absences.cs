using System.Net;
using System.Text.Json;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Access;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Access;

/// <summary>When somebody is away and who acts for them, by the administrator's call; the form has the same rule.</summary>
public sealed class Noting_absences(RealEngine engine) : IAsyncLifetime
{
    private PortalOnEngine _portal = null!;
    private Person _chief = null!, _absent = null!, _colleague = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AccessChanges Changes => _portal.Host.Service<AccessChanges>();

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalOnEngine.StartAsync(engine, "--QualiPref:Portal:FirstAdministrator=cheffe@exemple.invalid");
        _chief = await _portal.ArriveAsync("cheffe", "cheffe@exemple.invalid");
        _absent = await ActiveAsync("absente");
        _colleague = await ActiveAsync("collegue");
    }

    public async ValueTask DisposeAsync() => await _portal.DisposeAsync();

    [Theory]
    [InlineData(0, 10, "colleague", null)]
    [InlineData(-300, 0, "colleague", null)]
    [InlineData(366, 731, "colleague", null)]
    [InlineData(0, 10, "invited", null)]
    [InlineData(367, 368, "colleague", "/absences/0/from")]
    [InlineData(5, 4, "colleague", "/absences/0/to")]
    [InlineData(-5, -1, "colleague", "/absences/0/to")]
    [InlineData(0, 366, "colleague", "/absences/0/to")]
    [InlineData(0, 10, "oneself", "/absences/0/standIn")]
    [InlineData(0, 10, "waiting", "/absences/0/standIn")]
    [InlineData(0, 10, "gone", "/absences/0/standIn")]
    [InlineData(0, 10, "nobody", "/absences/0/standIn")]
    public async Task Takes_days_to_come_with_somebody_else_who_works_here(int from, int to, string standIn, string? fault)
    {
        var (status, answer) = await SetAsync(Days(from, to, await StandInAsync(standIn)));

        Assert.Equal(fault is null ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, status);
        if (fault is not null) Assert.Equal(fault, PointerIn(answer));
        Assert.Equal(fault is null ? 1 : 0, (await _portal.Persons.FindAsync(_absent.Id, Token))!.Absences.Count);
    }

    [Fact]
    public async Task Leaves_one_as_it_was_whose_stand_in_has_left_and_takes_no_new_one()
    {
        var other = await ActiveAsync("autre");
        await SetAsync(Days(0, 10, _colleague.Id));
        await Changes.LeaveAsync(_colleague, PortalOnEngine.Audit, Token);

        var (status, answer) = await SetAsync(Days(0, 10, _colleague.Id), Days(20, 30, other.Id), Days(40, 50, _colleague.Id));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/absences/2/standIn"), (status, PointerIn(answer)));

        Assert.Equal(HttpStatusCode.OK, (await SetAsync(Days(0, 10, _colleague.Id), Days(20, 30, other.Id))).Status);
    }

    private static object Days(int from, int to, Guid standIn) =>
        new { from = $"{SiteCalendar.Today.AddDays(from):yyyy-MM-dd}", to = $"{SiteCalendar.Today.AddDays(to):yyyy-MM-dd}", standIn };

    private static string? PointerIn(JsonElement answer) => answer.GetProperty("errors").EnumerateArray().Single().GetProperty("pointer").GetString();

    private async Task<Guid> StandInAsync(string who) => who switch
    {
        "colleague" => _colleague.Id,
        "invited" => (await Changes.InviteAsync("Nouvelle", "nouvelle@exemple.invalid", _absent.Grants, PortalOnEngine.Audit, Token)).Id,
        "waiting" => (await _portal.ArriveAsync("inconnu")).Id,
        "gone" => (await Changes.LeaveAsync(_colleague, PortalOnEngine.Audit, Token)).Id,
        "oneself" => _absent.Id,
        _ => Guid.NewGuid(),
    };

    private async Task<Person> ActiveAsync(string subject) =>
        await Changes.GrantAsync(await _portal.ArriveAsync(subject), [new PersonGrant(Roles.Handler, null, "91-EVRY")], PortalOnEngine.Audit, Token);

    // Of the version that is there.
    private async Task<(HttpStatusCode Status, JsonElement Answer)> SetAsync(params object[] absences)
    {
        var version = (await _portal.Persons.FindAsync(_absent.Id, Token))!.Version;
        var (status, answer, _) = await _portal.SendAsync(_chief, HttpMethod.Put, $"persons/{_absent.Id}/absences", new { absences }, $"\"{version}\"");
        return (status, answer);
    }
}

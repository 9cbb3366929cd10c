using System.Net;
using System.Text.Json.Nodes;
using QualiPref.Complaints.Tests.Cases;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Life;

public sealed class Giving_cases_to_teams(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private HttpClient Handler => shared.Service.Handler;

    [Fact]
    public async Task Puts_them_into_the_list_of_the_team_also_once_somebody_took_one_out_of_it()
    {
        var waits = await GivenAsync("91-PALAISEAU", "sejour");
        var taken = await Handler.DoAsync(await GivenAsync("91-PALAISEAU", "sejour"), "assign", new { assignee = Given.Handler });
        await GivenAsync("91-EVRY", "sejour");
        await GivenAsync("91-PALAISEAU", "accueil");

        Assert.Equal(Sorted(waits, taken), await IdsAsync("site=91-PALAISEAU&team=sejour"));
        Assert.Equal([waits.Id], await IdsAsync("site=91-PALAISEAU&team=sejour&unassigned=true"));
        Assert.Equal(("assigned", "sejour", Given.Handler.ToString()), (taken.Body.Text("status"), taken.Body.Text("team"), taken.Body.Text("assignee")));
        var team = (await Handler.GetJsonAsync("complaints/desk?site=91-PALAISEAU")).List("teams").Single(load => load!.Text("team") == "sejour")!;
        Assert.Equal(("91-PALAISEAU", 1, 2), (team.Text("site"), team.Number("unassigned"), team["cases"]!.Number("total")));
        Assert.Equal(2, (await Handler.GetJsonAsync("complaints/counts?site=91-PALAISEAU&team=sejour")).Number("total"));
    }

    [Fact]
    public async Task Ends_when_one_is_corrected_to_another_site()
    {
        var moved = await Handler.DoAsync(await GivenAsync("91-EVRY", "titres"), "correct", new { site = "91-ETAMPES", reason = "Autre site" });
        Assert.Equal((null, "qualified"), (moved.Body.Text("team"), moved.Body.Text("status")));
        Assert.Contains(moved.Body.List("history")[^1]!.List("changes"), change => (change!.Text("field"), change!.Text("from"), change!.Text("to")) == ("team", "titres", null));
    }

    [Fact]
    public async Task Goes_on_with_the_second_case_that_is_made_of_one()
    {
        var first = await GivenAsync("91-EVRY", "titres");
        var second = await (await Handler.TryAsync(first, "split", new { id = Guid.CreateVersion7(), motive = "horaires", text = "Le second sujet." })).ReadAsync(HttpStatusCode.Created);
        Assert.Equal(("assigned", "titres"), (second.Text("status"), second.Text("team")));
    }

    [Theory]
    [InlineData("""{"team":"titres"}""", "/team")] // of Évry alone
    [InlineData("""{"team":"nulle-part"}""", "/team")]
    [InlineData("""{"assignee":null,"team":null}""", "/assignee")]
    public async Task Asks_for_a_team_of_the_site(string body, string pointer)
    {
        var known = await Handler.FiledAsync(("site", "91-ETAMPES"));
        var refused = await (await Handler.TryAsync(known, "assign", JsonNode.Parse(body)!)).ReadAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal([pointer], refused.List("errors").Select(error => error!.Text("pointer")));
        Assert.Equal(known.ETag, (await Handler.KnownAsync(known.Id)).ETag);
    }

    private async Task<Known> GivenAsync(string site, string team) => await Handler.DoAsync(await Handler.FiledAsync(("site", site)), "assign", new { team });

    private async Task<IEnumerable<string>> IdsAsync(string filter) =>
        (await Handler.GetJsonAsync($"complaints?{filter}")).List("items").Select(item => item!.Text("id")!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Sorted(params Known[] cases) => cases.Select(one => one.Id).Order(StringComparer.Ordinal);
}

using System.Net;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Telling_which_filings_are_there(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private RunningComplaints Service => shared.Service;

    [Fact]
    public async Task Is_for_agents_of_the_site_and_says_nothing_of_the_person()
    {
        var here = await Service.Handler.FiledAsync(("site", "91-ETAMPES"), ("motive", "attente"), ("subject", "Objet secret"));
        var elsewhere = await Service.Handler.FiledAsync(("site", "91-EVRY"));
        var path = $"complaints/filed?id={here.Id},{elsewhere.Id},{Guid.NewGuid()}";

        var told = Assert.Single((await Service.As("agent", "91-ETAMPES").GetJsonAsync(path)).List("items"))!;

        Assert.Equal((here.Id, here.Body.Text("reference"), "attente"), (told.Text("id"), told.Text("reference"), told.Text("motive")));
        Assert.Equal(["id", "reference", "site", "kind", "motive", "receivedOn", "anonymous"], told.AsObject().Select(field => field.Key));
        Assert.Equal(HttpStatusCode.Forbidden, await Service.As("agent", "91-ETAMPES").StatusOfAsync($"{path}&site=91-EVRY"));
        Assert.Empty((await Service.Handler.GetJsonAsync("complaints/filed")).List("items"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Service.Handler.StatusOfAsync("complaints/filed?id=1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Service.Handler.StatusOfAsync($"{path}&site=91-AILLEURS"));
        Assert.Equal(2, (await Service.Handler.GetJsonAsync(path)).List("items").Count);
    }
}

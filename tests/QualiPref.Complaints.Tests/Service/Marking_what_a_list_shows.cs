using System.Net;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Marking_what_a_list_shows(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private const string Of = "?site=91-ETAMPES&status=&sort=-receivedOn&pageSize=2";

    private RunningComplaints Service => shared.Service;

    [Fact]
    public async Task Is_as_the_list_says_it_until_the_list_would_show_something_else()
    {
        var (first, second) = (await FiledAsync("2026-07-01"), await FiledAsync("2026-07-02"));
        var shown = await MarksAsync();
        Assert.Equal(shown, await MarksAsync());
        Assert.Equal((await Service.Handler.GetJsonAsync($"complaints{Of}")).List("items").Select(one => (one!.Text("id"), one!.Text("mark"))), shown.Items);
        Assert.Equal((2, second.Id), (shown.Total, shown.Items[0].Id));

        await Service.Handler.DoAsync(second, "qualify", new { motive = "attente" });
        await (await Service.Public.PostJsonAsync($"tracking/{first.Body.Text("trackingCode")}/messages", new { text = "Encore une précision." })).ReadAsync(HttpStatusCode.OK);
        await FiledAsync("2026-06-30");

        var after = await MarksAsync();
        Assert.Equal(3, after.Total);
        Assert.Equal([second.Id, first.Id], after.Items.Select(one => one.Id));
        Assert.All(after.Items.Zip(shown.Items), pair => Assert.NotEqual(pair.First.Mark, pair.Second.Mark));
    }

    [Fact]
    public async Task Is_for_handlers_of_the_site() =>
        Assert.Equal(HttpStatusCode.Forbidden, await Service.As("handler", "91-EVRY").StatusOfAsync($"complaints/marks{Of}"));

    private Task<Known> FiledAsync(string receivedOn) => Service.Handler.FiledAsync(("site", "91-ETAMPES"), ("receivedOn", receivedOn));

    private async Task<(int Total, List<(string? Id, string? Mark)> Items)> ReadAsync()
    {
        var read = await Service.Handler.GetJsonAsync($"complaints/marks{Of}");
        return (read.Number("total"), [.. read.List("items").Select(one => (one!.Text("id"), one!.Text("mark")))]);
    }

    private async Task<Marks> MarksAsync()
    {
        var (total, items) = await ReadAsync();
        return new Marks(total, items);
    }

    private sealed record Marks(int Total, List<(string? Id, string? Mark)> Items)
    {
        public bool Equals(Marks? other) => other is not null && Total == other.Total && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Total;
    }
}

using MongoDB.Driver;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Platform.Balance;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Answering_a_request(RealEngine engine)
{
    private static readonly DateOnly Day = new(2026, 7, 3);
    private static readonly DateOnly Empty = new(2026, 7, 5);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_of_the_day_is_sent_again_and_then_its_rows(bool overrules)
    {
        var (service, ids) = await RunningComplaints.StartOnAsync(
            engine, At(Requests.Site, Day), At(Requests.Site, Day), At("91-ETAMPES", Day), At(Requests.Site, Day.AddDays(-1)));
        await using var running = service;
        // Pending since an hour ahead, so that the sweep leaves it alone: the answering must too.
        await service.Storage.Cases.UpdateOneAsync(one => one.Id == ids[1],
            Builders<CaseDocument>.Update.Set(one => one.OutboxSince, service.Time.GetUtcNow().UtcDateTime.AddHours(1)), cancellationToken: TestContext.Current.CancellationToken);

        await service.AskAsync(Request("complaints", overrules, At(Requests.Site, Day), At(Requests.Site, Empty), At(Requests.Site, Day)));

        var everything = service.Told.Everything.ToList();
        Assert.Equal(2, everything.Count);
        var sent = Assert.IsType<ComplaintsChanged>(everything[0]);
        Assert.Equal(overrules, sent.Overrules);
        Assert.Equal(ids.Take(2).Order(), sent.Complaints.Select(state => state.ComplaintId).Order());
        Assert.All(sent.Complaints, state => Assert.Equal((1, Requests.Site, Day, "pending"), (state.Version, state.Site, state.ReceivedOn, state.Verdict)));
        var rows = Assert.IsType<IntakeBalanceChanged>(everything[1]);
        Assert.Equal(("complaints", Requests.Site, null), (rows.Source, rows.Site, rows.CutId));
        Assert.Equal([(Day, 2, 1, 1), (Empty, 0, 0, 0)], rows.Rows.Select(row => (row.Date, row.Received, row.Counted, row.Pending)));
        Assert.Equal(Digests.Of((ids[0], 1), (ids[1], 1)), rows.Rows[0].Digest);
        var held = await service.Storage.Cases.Find(one => one.Id == ids[1]).SingleAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(held.OutboxSince);
    }

    [Fact]
    public async Task A_request_to_the_other_source_is_ignored()
    {
        var (service, _) = await RunningComplaints.StartOnAsync(engine, At(Requests.Site, Day));
        await using var running = service;

        await service.AskAsync(Request("surveys", false, At(Requests.Site, Day)));

        Assert.Empty(service.Told.Everything);
    }

    [Fact]
    public async Task A_site_or_a_date_that_cannot_be_is_no_fault()
    {
        var (service, _) = await RunningComplaints.StartOnAsync(engine, At(Requests.Site, Day));
        await using var running = service;

        await service.AskAsync(Request("complaints", false, At("99 AILLEURS", Day), At(Requests.Site, DateOnly.MinValue), At(Requests.Site, Day)));

        Assert.Equal([(DateOnly.MinValue, 0), (Day, 1)], Assert.Single(service.Told.Statements).Rows.Select(row => (row.Date, row.Received)));
    }

    private static ResponsesRequested Request(string source, bool overrules, params IEnumerable<SiteDay> days) =>
        new() { Source = source, SiteDays = [.. days.Select(day => new RequestedSiteDay(day.Site, day.Date))], Overrules = overrules };

    private static SiteDay At(string site, DateOnly date) => new(site, date);
}

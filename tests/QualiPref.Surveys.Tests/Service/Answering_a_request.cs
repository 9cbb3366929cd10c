using MongoDB.Driver;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Answering_a_request(RealEngine engine)
{
    private static readonly DateOnly Day = new(2026, 7, 3);
    private static readonly DateOnly Empty = new(2026, 7, 5);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_of_the_day_is_sent_again_and_then_its_rows(bool overrules)
    {
        var published = Stored.Answer(Day);
        // In an hour, so that the sweep leaves it alone: the answering must too.
        var pending = Stored.Answer(Day, pendingSince: DateTime.UtcNow.AddHours(1));
        await using var host = await SurveysHost.StartOnAsync(engine, null, published, pending, Stored.Answer(Day, "91-ETAMPES"), Stored.Answer(Day.AddDays(1)));

        await host.AskAsync(Request("surveys", overrules, At(SurveysHost.Site, Day), At(SurveysHost.Site, Empty), At(SurveysHost.Site, Day)));

        var everything = host.Told.Everything.ToList();
        Assert.Equal(2, everything.Count);
        var sent = Assert.IsType<SurveyResponsesRecorded>(everything[0]);
        Assert.Equal(overrules, sent.Overrules);
        Assert.Equal(new[] { published.Id, pending.Id }.Order(), sent.Responses.Select(state => state.ResponseId).Order());
        Assert.All(sent.Responses, state => Assert.Equal(("counted", "satisfait"), (state.Status, state.Choices["global"])));
        var rows = Assert.IsType<IntakeBalanceChanged>(everything[1]);
        Assert.Null(rows.CutId);
        Assert.Equal([(Day, 2, 1, 1), (Empty, 0, 0, 0)], rows.Rows.Select(row => (row.Date, row.Received, row.Counted, row.Pending)));
        Assert.Equal(Digests.Of((published.Id, 1, true), (pending.Id, 1, true)), rows.Rows[0].Digest);
        Assert.Equal("0000000000000000", rows.Rows[1].Digest);
        var held = await host.Storage.Responses.Find(r => r.Id == pending.Id).SingleAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(held.PendingSince);
    }

    [Fact]
    public async Task A_full_day_comes_in_messages_of_500_and_every_answer_once()
    {
        var answers = Enumerable.Range(0, 1_201).Select(_ => Stored.Answer(Day)).ToList();
        await using var host = await SurveysHost.StartOnAsync(engine, null, answers);

        await host.AskAsync(Request("surveys", false, At(SurveysHost.Site, Day)));

        Assert.Equal([500, 500, 201], host.Told.Messages.Select(told => told.Message.Responses.Count));
        Assert.Equal(answers.Select(answer => answer.Id).Order(), host.Told.States.Select(state => state.ResponseId).Order());
        Assert.Equal(1_201, Assert.Single(host.Told.Rows(SurveysHost.Site, Day)).Received);
    }

    [Fact]
    public async Task A_request_to_the_other_source_is_ignored()
    {
        await using var host = await SurveysHost.StartOnAsync(engine, null, Stored.Answer(Day));

        await host.AskAsync(Request("complaints", false, At(SurveysHost.Site, Day)));

        Assert.Empty(host.Told.Everything);
    }

    [Fact]
    public async Task A_site_or_a_date_that_cannot_be_is_no_fault()
    {
        await using var host = await SurveysHost.StartOnAsync(engine, null, Stored.Answer(Day));

        await host.AskAsync(Request("surveys", false,
            At("99 AILLEURS", Day), At("", Day), At(SurveysHost.Site, DateOnly.MinValue), At(SurveysHost.Site, DateOnly.MaxValue), At(SurveysHost.Site, Day)));

        var rows = Assert.Single(host.Told.Statements).Rows;
        Assert.Equal([(DateOnly.MinValue, 0), (Day, 1), (DateOnly.MaxValue, 0)], rows.Select(row => (row.Date, row.Received)));
    }

    [Fact]
    public async Task A_site_that_the_catalogue_here_does_not_know_is_answered_from_the_ledger()
    {
        await using var host = await SurveysHost.StartOnAsync(engine, null, Stored.Answer(Day));
        await host.Storage.Responses.InsertOneAsync(Stored.Answer(Day, "99-AILLEURS"), cancellationToken: TestContext.Current.CancellationToken);

        await host.AskAsync(Request("surveys", false, At("99-AILLEURS", Day)));

        Assert.Equal("99-AILLEURS", Assert.Single(host.Told.Messages).Message.Site);
        Assert.Equal(1, Assert.Single(host.Told.Rows("99-AILLEURS", Day)).Received);
    }

    private static ResponsesRequested Request(string source, bool overrules, params IReadOnlyList<RequestedSiteDay> days) =>
        new() { Source = source, SiteDays = days, Overrules = overrules };

    private static RequestedSiteDay At(string site, DateOnly date) => new(site, date);
}

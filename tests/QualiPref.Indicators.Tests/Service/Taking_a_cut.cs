using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MongoDB.Driver;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>From the request to the root, with sources that state what a test gave them.</summary>
public sealed class Taking_a_cut(RealEngine engine)
{
    private const string Quick = "--QualiPref:Indicators:CutAskInterval=00:00:00.1";

    private readonly Ledgers _ledgers = new();
    private readonly Guid _cut = Guid.NewGuid();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task States_its_format_and_since_when_each_source_has_been_heard()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        await _ledgers.AddAsync(indicators, Given.Answer(date: "2023-11-10"), Given.Answer());
        await indicators.SettledAsync();
        await indicators.PublishOneAsync(_ledgers.Answers(Given.Site));
        await Eventually.ReadsAsync("the rows are told", token => indicators.Service<BalanceReader>().FirstMonthsAsync([Given.Site], token),
            months => months.Count > 0 && months[0].Month.Year == 2023, cancellationToken: Token);

        var root = await indicators.TakeCutAsync(_ledgers, "2026-03");

        Assert.Equal([new SourceSince("surveys", Given.Site, new DateOnly(2023, 11, 1))], root.HeardSince);
        Assert.Equal(2, root.CellFormat);
    }

    [Fact]
    public async Task Holds_exactly_the_facts_that_agreed()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        var (answer, other, before) = (Given.Answer(), Given.Answer("peu-satisfait"), Given.Answer(date: "2025-03-02"));
        var complaint = Given.Case();
        var outside = Given.Answer(date: "2026-04-01");
        await _ledgers.AddAsync(indicators, answer, other, before, outside);
        await _ledgers.AddAsync(indicators, answer.Voided());
        await _ledgers.AddAsync(indicators, complaint);
        var measurement = await MeasureAsync(indicators);

        var root = await indicators.TakeCutAsync(_ledgers, "2026-03");
        var days = await indicators.SiteDaysAsync(root);

        Assert.Equal(["2025-03-02", "2026-03-01", "2026-03-10"], days.Select(day => day.Date.ToString("yyyy-MM-dd", null)));
        Assert.Equal([("surveys", before.ResponseId, 1)], days[0].Listed());
        Assert.Equal([("measurements", measurement, 1)], days[1].Listed());
        Assert.Equal(
            [.. new[] { (answer.ResponseId, 2), (other.ResponseId, 1) }.Order().Select(one => ("surveys", one.ResponseId, one.Item2)), ("complaints", complaint.ComplaintId, 1)],
            days[2].Listed());
        Assert.Equivalent(await indicators.CellAsync(Given.Site, Given.Date), days[2].Cell, strict: true);
        Assert.Equal(5, root.Parts.Sum(part => part.Facts));
        Assert.Empty(root.Open);
        var march = Assert.Single(root.Balance, row => row.Source == "surveys" && row.Month == Given.Day("2026-03-01"));
        Assert.Equal((2, 1, 1, 0, true), (march.Received, march.Counted, march.Voided, march.Pending, march.Agrees));
        Assert.Equal(3, root.Balance.Count);
    }

    [Fact]
    public async Task Waits_until_a_missing_answer_has_arrived()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine, Quick);
        var (held, missing) = (Given.Answer(), Given.Answer());
        await _ledgers.AddAsync(indicators, held);
        _ledgers.Note(missing);
        await indicators.RequestCutAsync(_cut, "2026-03");
        await _ledgers.AnswerAsync(indicators, _cut);

        var asked = await Eventually.ReadsAsync("records are asked for three times", _ => Task.FromResult(indicators.Service<CutPost>().Asked),
            asked => asked.Count >= 3, TimeSpan.FromSeconds(30), Token);
        Assert.All(asked, one => Assert.Equal("surveys", one.Source));
        Assert.All(asked, one => Assert.Equal([new RequestedSiteDay(Given.Site, Given.Day(Given.Date))], one.SiteDays));
        Assert.Equal([false, false, true], asked.Take(3).Select(one => one.Overrules));
        Assert.Empty(indicators.Service<CutPost>().Of(_cut));

        await indicators.PublishAsync(Given.Recorded(missing));
        var end = await indicators.EndOfAsync(_cut);

        var root = await indicators.RootAsync(_cut, end.RootDigest!);
        Assert.Equal(2, Assert.Single(await indicators.SiteDaysAsync(root)).Listed().Count);
    }

    [Fact, Sampled]
    public async Task Misses_no_answer_of_a_source_that_arrives_together_with_the_request()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        await _ledgers.AddAsync(indicators, Given.Answer());
        await indicators.SettledAsync();
        // After a death the queues give out at once what came meanwhile; of so many pairs, some meet in every order.
        Guid[] cuts = [.. Enumerable.Range(0, Effort.IsLong ? 24 : 8).Select(_ => Guid.NewGuid())];
        await Task.WhenAll(cuts.SelectMany(cut => (Task[])[_ledgers.AnswerAsync(indicators, cut), indicators.RequestCutAsync(cut, "2026-03")]));
        foreach (var cut in cuts) Assert.NotNull((await indicators.EndOfAsync(cut)).RootDigest);
    }

    [Fact]
    public async Task Goes_by_rows_that_are_told_after_the_answer_of_the_source()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine, Quick);
        var first = Given.Answer();
        await _ledgers.AddAsync(indicators, first);
        await indicators.RequestCutAsync(_cut, "2026-03");
        var stale = _ledgers.Answers(Given.Site);
        // Published before the source told its row: more than was stated.
        await indicators.PublishAsync(Given.Recorded(first.Voided()));
        await _ledgers.AnswerAsync(indicators, _cut);
        await Eventually.HoldsAsync("records are asked for", _ => Task.FromResult(indicators.Service<CutPost>().Asked.Count > 0), cancellationToken: Token);

        _ledgers.Note(first.Voided());
        await indicators.PublishOneAsync(_ledgers.Answers(Given.Site));
        await indicators.PublishOneAsync(stale);

        var end = await indicators.EndOfAsync(_cut);
        var root = await indicators.RootAsync(_cut, end.RootDigest!);
        Assert.Equal([("surveys", first.ResponseId, 2)], Assert.Single(await indicators.SiteDaysAsync(root)).Listed());
    }

    [Fact]
    public async Task Gives_up_after_the_limit_and_names_the_open_rows()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine, "--QualiPref:Indicators:CutLimit=00:00:01");
        await _ledgers.AddAsync(indicators, Given.Answer());
        _ledgers.Note(Given.Answer(), Given.Answer(date: "2025-03-31"));
        // The sources' answers may overtake the request; here they must, for the limit runs from its arrival.
        await _ledgers.AnswerAsync(indicators, _cut);
        await indicators.RequestCutAsync(_cut, "2026-03", new DeclaredMonth("surveys", Given.Site, Given.Day("2025-03-01")));

        var end = await indicators.EndOfAsync(_cut);

        Assert.Null(end.RootDigest);
        Assert.Equal([new OpenMonth("surveys", Given.Site, Given.Day("2026-03-01"), 2, 1, 0)], end.Open);
        using var answer = await indicators.Http.GetAsync($"/api/indicators/v1/cuts/{_cut}", Token);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("QP-INDICATORS-011", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Gives_up_when_a_source_does_not_answer()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine, "--QualiPref:Indicators:CutLimit=00:00:01");
        await indicators.RequestCutAsync(_cut, "2026-03");

        var end = await indicators.EndOfAsync(_cut);

        Assert.Null(end.RootDigest);
        // Two sources, three sites, the month and the one a year before.
        Assert.Equal(12, end.Open.Distinct().Count());
    }

    [Fact]
    public async Task Takes_declared_rows_as_they_are()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine, "--QualiPref:Indicators:CutLimit=00:00:01");
        var held = Given.Answer();
        await _ledgers.AddAsync(indicators, held);
        _ledgers.Note(Given.Answer());
        await _ledgers.AnswerAsync(indicators, _cut);
        await indicators.RequestCutAsync(_cut, "2026-03", new DeclaredMonth("surveys", Given.Site, Given.Day("2026-03-01")));

        var end = await indicators.EndOfAsync(_cut);

        Assert.Empty(end.Open);
        var root = await indicators.RootAsync(_cut, end.RootDigest!);
        Assert.Equal([new OpenMonth("surveys", Given.Site, Given.Day("2026-03-01"), 2, 1, 0)], root.Open);
        Assert.Equal([("surveys", held.ResponseId, 1)], Assert.Single(await indicators.SiteDaysAsync(root)).Listed());
        Assert.False(Assert.Single(root.Balance).Agrees);
    }

    [Fact]
    public async Task Asked_for_twice_is_taken_once()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        await _ledgers.AddAsync(indicators, Given.Answer());
        await indicators.RequestCutAsync(_cut, "2026-03");
        await indicators.RequestCutAsync(_cut, "2026-03");
        await _ledgers.AnswerAsync(indicators, _cut);
        var end = await indicators.EndOfAsync(_cut);

        await _ledgers.AddAsync(indicators, Given.Answer());
        await indicators.RequestCutAsync(_cut, "2026-03");
        await _ledgers.AnswerAsync(indicators, _cut);
        // The next cut goes through all the steps that the third request could have caused.
        await indicators.TakeCutAsync(_ledgers, "2026-03");

        Assert.All(indicators.Service<CutPost>().Of(_cut), told => Assert.Equal(end.RootDigest, told.RootDigest));
        Assert.Equal(1, (await indicators.RootAsync(_cut, end.RootDigest!)).Parts.Sum(part => part.Facts));
        Assert.Equal(2, (await indicators.Service<CutStore>().FindAsync(_cut, Token))!.Version);
    }

    [Fact]
    public async Task Is_told_again_to_whoever_asks_again_once_it_has_ended()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        await _ledgers.AddAsync(indicators, Given.Answer());
        await indicators.RequestCutAsync(_cut, "2026-03");
        await _ledgers.AnswerAsync(indicators, _cut);
        var end = await indicators.EndOfAsync(_cut);

        // Whoever had heard of it is gone, with all messages.
        await indicators.RequestCutAsync(_cut, "2026-03");

        var told = await Eventually.ReadsAsync("the end is told again", _ => Task.FromResult(indicators.Service<CutPost>().Of(_cut)), all => all.Count == 2, cancellationToken: Token);
        Assert.Equal(end.RootDigest, told[1].RootDigest);
    }

    [Fact]
    public async Task That_was_given_up_is_told_so_again_without_its_rows()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine, "--QualiPref:Indicators:CutLimit=00:00:01");
        await indicators.RequestCutAsync(_cut, "2026-03");
        Assert.NotEmpty((await indicators.EndOfAsync(_cut)).Open);

        await indicators.RequestCutAsync(_cut, "2026-03");

        var told = await Eventually.ReadsAsync("the end is told again", _ => Task.FromResult(indicators.Service<CutPost>().Of(_cut)), all => all.Count == 2, cancellationToken: Token);
        Assert.Null(told[1].RootDigest);
        Assert.Empty(told[1].Open);
    }

    [Fact]
    public async Task Of_an_unknown_network_is_given_up_at_once()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        await indicators.PublishOneAsync(new CutRequested { CutId = _cut, Network = "nowhere", Period = "2026", AsOf = Given.Day("2026-04-15"), Declared = [] });

        var end = await indicators.EndOfAsync(_cut);

        Assert.Null(end.RootDigest);
        Assert.Empty(end.Open);
    }

    [Fact]
    public async Task Leaves_unchanged_months_as_the_same_parts_in_the_next_cut()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        await _ledgers.AddAsync(indicators, Given.Answer(date: "2026-02-10"), Given.Answer(), Given.Answer());
        var first = await indicators.TakeCutAsync(_ledgers, "2026-Q1");
        await _ledgers.AddAsync(indicators, Given.Answer());

        var second = await indicators.TakeCutAsync(_ledgers, "2026-Q1");

        Assert.Equal(2, second.Parts.Count);
        Assert.Equal(first.Parts[0], second.Parts[0]);
        Assert.NotEqual(first.Parts[1].Digest, second.Parts[1].Digest);
    }

    [Fact]
    public async Task Is_shown_to_services_and_to_the_quality_of_all_its_sites_only()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        var root = await indicators.TakeCutAsync(_ledgers, "2026-03");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(["service"], ["*"]));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(["quality"], Ledgers.Sites));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(["quality"], [Given.Site]));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(["handler"], ["*"]));

        async Task<HttpStatusCode> StatusAsync(string[] roles, string[] sites)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/indicators/v1/cuts/{root.CutId}");
            request.Headers.Authorization = RunningIndicators.Bearer(roles, sites);
            using var answer = await indicators.Http.SendAsync(request, Token);
            return answer.StatusCode;
        }
    }

    private static async Task<Guid> MeasureAsync(RunningIndicators indicators)
    {
        var id = Guid.NewGuid();
        var body = new { indicator = "phone.lostCalls", site = Given.Site, month = "2026-03", numerator = 1, denominator = 2, source = "standard" };
        using var typed = await indicators.Http.PutAsJsonAsync($"/api/indicators/v1/measurements/{id}", body, Token);
        typed.EnsureSuccessStatusCode();
        return id;
    }
}

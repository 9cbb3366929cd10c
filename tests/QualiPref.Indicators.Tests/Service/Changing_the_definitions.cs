using System.Text.Json;
using MongoDB.Driver;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features.Rebuilding;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>An indicator is added or corrected while the service runs.</summary>
public sealed class Changing_the_definitions(RealEngine engine) : IAsyncLifetime
{
    private const string Added = """
        - code: satisfaction.motif
          version: 1
          label: "Motif"
          kind: satisfaction-rate
          formula: Essai.
          unit: ratio
          direction: higher-is-better
          warningMargin: 0.05
          questionnaire: accueil-general
          question: motif
          satisfiedOptions: [titres]
          excludedOptions: []
          verified: false
          source: Essai
        - code: satisfaction.accueil
        """;

    private readonly ChangingCatalogue _catalogue = new();
    private RunningIndicators _indicators = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _indicators = await RunningIndicators.StartAsync(engine, _catalogue);

    public async ValueTask DisposeAsync()
    {
        await _indicators.DisposeAsync();
        _catalogue.Dispose();
    }

    [Fact]
    public async Task Shows_the_next_reader_the_figure_by_the_new_one()
    {
        const string query = "site=91-EVRY&period=2026&indicator=satisfaction.global";
        await CountAsync();
        var before = await _indicators.FigureAsync(query);

        _catalogue.Change("indicators.yaml", "target: 0.85", "target: 0.9");
        _indicators.LookAtCatalogue();

        Assert.Equal((0.85, 0.9), (TargetOf(before), TargetOf(await _indicators.FigureAsync(query))));
    }

    [Fact]
    public async Task Counts_anew_who_left_a_question_blank_that_nobody_answered_so_far()
    {
        await CountAsync();
        var before = await CellAsync();
        Assert.DoesNotContain(before.Answers, row => row.Question == "motif");

        _catalogue.Change("indicators.yaml", "- code: satisfaction.accueil", Added);
        _indicators.LookAtCatalogue();

        var after = await Eventually.ReadsAsync("the day says it", _ => CellAsync(), cell => cell.Answers.Any(row => row.Question == "motif"), cancellationToken: Token);
        Assert.Equal((2, before.Version + 1), (after.Answers.Single(row => row.Question == "motif").Blank, after.Version));
    }

    [Fact]
    public async Task Counts_nothing_anew_for_what_cells_do_not_rest_on()
    {
        await CountAsync();

        _catalogue.Change("indicators.yaml", "target: 0.85", "target: 0.9");
        _catalogue.AddSite();
        _indicators.LookAtCatalogue();
        await _indicators.Service<RecountWorker>().LookAsync(Token);

        Assert.Equal(0, await _indicators.Database.Rebuilds.CountDocumentsAsync(FilterDefinition<RebuildDocument>.Empty, null, Token));
    }

    /// <summary>Two answers that leave all but one question blank, and the row that says since when the source is heard.</summary>
    private async Task CountAsync()
    {
        SurveyResponseState[] answers = [Given.Answer(), Given.Answer("peu-satisfait")];
        _indicators.Sources.Hold(answers);
        await _indicators.PublishAsync(Given.Recorded(answers));
        await _indicators.PublishAsync(_indicators.Sources.Row());
        await _indicators.SettledAsync();
        await _indicators.ClosedAsync();
    }

    private async Task<SiteDayCell> CellAsync() => (await _indicators.CellAsync(Given.Site, Given.Date))!;

    private static double TargetOf(JsonElement figure) => figure.GetProperty("target").GetDouble();
}

using Microsoft.Extensions.Logging.Abstractions;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Catalogue.Published;
using QualiPref.Statistics;
using QualiPref.Testing;
using static QualiPref.Platform.Tests.CatalogueLoading.Samples;

namespace QualiPref.Platform.Tests.CatalogueLoading;

/// <summary>What a catalogue makes of versions that were published in the platform, beside those of its files.</summary>
public sealed class Publishing_a_questionnaire : IDisposable
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    private readonly ChangingCatalogue _folder = new();
    private readonly LiveCatalogue _live;

    public Publishing_a_questionnaire() => _live = new LiveCatalogue(_folder.Path, NullLogger<LiveCatalogue>.Instance);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Puts_it_beside_those_of_the_files_and_keeps_the_catalogue_as_long_as_nothing_is_new()
    {
        _live.Take([Published(EveryKind)]);
        var taken = _live.Current;
        _live.Take([Published(EveryKind)]);

        Assert.Same(taken, _live.Current);
        Assert.NotNull(taken.FindQuestionnaire("accueil-court", 1));
        Assert.NotNull(taken.FindQuestionnaire("accueil-general", 1));
        Assert.Empty(_live.LeftOut);
    }

    [Fact]
    public async Task Takes_nothing_back_by_a_reading_that_comes_in_after_a_later_one()
    {
        var late = new TaskCompletionSource<IReadOnlyList<PublishedQuestionnaire>>();
        var before = _live.TakeAsync(_ => late.Task, TestContext.Current.CancellationToken);
        await _live.TakeAsync(_ => Task.FromResult<IReadOnlyList<PublishedQuestionnaire>>([Published(EveryKind)]), TestContext.Current.CancellationToken);
        late.SetResult([]);
        await before;

        Assert.NotNull(_live.Current.FindQuestionnaire("accueil-court", 1));
        Assert.Empty(_live.LeftOut);
    }

    [Fact]
    public void Declares_a_rate_for_each_question_whose_options_count()
    {
        _live.Take([Published(EveryKind)]);

        var rates = _live.Current.Indicators.Where(indicator => indicator.Questionnaire == "accueil-court").ToList();

        Assert.Equal(["attente", "note", "trois", "visages"], rates.Select(rate => rate.Question).Order(StringComparer.Ordinal));
        var faces = rates.Single(rate => rate.Question == "visages");
        Assert.Equal(("satisfaction.accueil-court.visages", 1, IndicatorKind.SatisfactionRate), (faces.Code, faces.Version, faces.Kind));
        Assert.Equal("visages ? (Accueil ?)", faces.Label);
        Assert.Equal(["tres-bien", "bien"], faces.SatisfiedOptions);
        Assert.Equal(["sans-avis"], faces.ExcludedOptions);
        Assert.Equal("« tres-bien ? », « bien ? », rapportés aux réponses exprimées. « sans-avis ? » et les questions sans réponse sont exclus.", faces.Formula);
    }

    [Fact]
    public void Leaves_to_the_file_the_rates_that_it_holds()
    {
        var before = _live.Current.Indicators.Count;
        _live.Take([Published(OfTheFile(counts: true) with { Version = 2 })]);

        Assert.Equal(before, _live.Current.Indicators.Count);
        Assert.Equal(2, _live.Current.FindQuestionnaire("accueil-general")!.Version);
    }

    [Fact]
    public void Offers_it_once_every_replica_had_the_time_to_look_and_until_it_is_withdrawn()
    {
        var next = Published(OfTheFile(counts: false) with { Version = 2 }, Nine.UtcDateTime);
        _live.Take([next]);

        Assert.Equal(1, _live.Current.OfferedQuestionnaire("accueil-general", Nine.AddSeconds(29))!.Version);
        Assert.Equal(2, _live.Current.OfferedQuestionnaire("accueil-general", Nine.AddSeconds(30))!.Version);

        _live.Take([next with { WithdrawnAt = Nine.AddDays(1).UtcDateTime }]);

        Assert.Equal(1, _live.Current.OfferedQuestionnaire("accueil-general", Nine.AddDays(2))!.Version);
        Assert.NotNull(_live.Current.FindQuestionnaire("accueil-general", 2));
    }

    [Fact]
    public void Leaves_out_what_does_not_fit_the_files_here_and_takes_its_neighbours()
    {
        var foreign = EveryKind.With("visages", question => question with { Module = "cartes-grises" }) with { Code = "autre" };
        _live.Take([Published(foreign), Published(EveryKind), Published(EveryKind with { Code = "faux" }) with { Json = "{" }]);

        Assert.NotNull(_live.Current.FindQuestionnaire("accueil-court", 1));
        Assert.Null(_live.Current.FindQuestionnaire("autre", 1));
        Assert.Contains(_live.LeftOut, told => told.StartsWith("The published questionnaire 'autre.v1' is left out: 'cartes-grises' is not a known module", StringComparison.Ordinal));
        // Its number is taken all the same.
        Assert.Equal((2, 2, 1), (_live.Current.NextVersion("autre"), _live.Current.NextVersion("accueil-general"), _live.Current.NextVersion("encore-un-autre")));
        Assert.Contains(_live.LeftOut, told => told.StartsWith("The published questionnaire 'faux.v1' is left out: it cannot be read", StringComparison.Ordinal));
        Assert.Empty(_live.Problems);
    }

    [Fact]
    public void Is_refused_as_a_whole_when_one_of_before_is_gone_and_the_files_still_change()
    {
        _live.Take([Published(EveryKind)]);
        _live.Take([]);
        Assert.Contains("The questionnaire 'accueil-court.v1' was taken away", string.Join(' ', _live.LeftOut), StringComparison.Ordinal);

        _folder.AddSite();
        _live.Look();
        _live.Look();

        Assert.NotNull(_live.Current.FindQuestionnaire("accueil-court", 1));
        Assert.True(_live.Current.TryGetSite(ChangingCatalogue.NewSite, out _));
    }

    [Fact]
    public void Before_any_work_makes_it_part_of_what_the_work_begins_with()
    {
        _live.Begin([Published(EveryKind)]);
        Assert.Same(_live.Current, _live.AtStart);

        _live.Take([Published(EveryKind), Published(EveryKind with { Version = 2 })]);
        Assert.NotSame(_live.Current, _live.AtStart);
    }

    [Theory]
    [InlineData("tres-bien", "Excellent", "'visages' has another scale than in an earlier version: give it another code, such as visages-2")]
    [InlineData("mal", "mal ?", null)]
    public void Another_label_of_an_option_is_another_series(string option, string label, string? fault)
    {
        _live.Take([Published(EveryKind)]);
        var next = EveryKind.With("visages", question => question with
        {
            Options = [.. question.Options.Select(one => one.Code == option ? one with { Texts = new Dictionary<string, string> { ["fr"] = label, ["en"] = one.Texts["en"] } } : one)],
        }) with
        { Version = 2 };

        var faults = QuestionSeries.Faults(next, _live.Current).Select(one => one.Sentence.English).ToList();

        if (fault is null) Assert.Empty(faults);
        else Assert.StartsWith(fault, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_option_counts_as_its_place_and_its_number_are_its_scale_and_a_wording_is_not()
    {
        _live.Take([Published(EveryKind)]);
        Questionnaire Next(Func<SurveyQuestion, SurveyQuestion> change) => EveryKind.With("visages", change) with { Version = 2 };

        Assert.Empty(QuestionSeries.Faults(Next(question => question with { Texts = Texts("Autrement dit"), Required = true, Presentation = null }), _live.Current));
        Assert.Single(QuestionSeries.Faults(Next(question => question with { Options = [.. question.Options.Take(4)] }), _live.Current));
        Assert.Single(QuestionSeries.Faults(Next(question => question with { Options = [question.Options[1], question.Options[0], .. question.Options.Skip(2)] }), _live.Current));
        Assert.Single(QuestionSeries.Faults(Next(question => question with
        {
            Options = [question.Options[0], question.Options[1] with { Counts = OptionCounts.Dissatisfied }, .. question.Options.Skip(2)],
        }), _live.Current));
    }

    [Fact]
    public void A_new_series_is_an_indicator_of_its_own_that_names_the_one_before()
    {
        var next = EveryKind with
        {
            Version = 2,
            Questions = [Rated("visages-2", QuestionPresentation.YesNo, "oui satisfied", "non dissatisfied") with { Follows = "visages" }, .. EveryKind.Questions.Skip(1)],
        };
        _live.Take([Published(EveryKind)]);
        Assert.Empty(QuestionSeries.Faults(next, _live.Current));
        _live.Take([Published(EveryKind), Published(next)]);

        var rates = _live.Current.Indicators.Where(one => one.Questionnaire == "accueil-court").ToDictionary(one => one.Question!);

        Assert.EndsWith("Nouvelle série : remplace « visages ? » (visages), dont l'échelle était autre ; aucune comparaison avec elle.", rates["visages-2"].Formula, StringComparison.Ordinal);
        Assert.Equal(["tres-bien", "bien"], rates["visages"].SatisfiedOptions);
    }

    [Fact]
    public void What_a_question_follows_was_asked_before_and_is_asked_no_more()
    {
        _live.Take([Published(EveryKind)]);
        string FaultOf(string follows) => Assert.Single(QuestionSeries.Faults(
            EveryKind with { Version = 2, Questions = [.. EveryKind.Questions, Question("plus", QuestionType.SingleChoice, "a", "b") with { Follows = follows }] }, _live.Current)).Sentence.English;

        Assert.Contains("is still asked", FaultOf("trois"), StringComparison.Ordinal);
        Assert.Contains("is not a question of any earlier version", FaultOf("quatre"), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_count_otherwise_than_the_file_says_are_refused()
    {
        var next = OfTheFile(counts: true).With("global", question => question with
        {
            Options = [question.Options[0], .. question.Options.Skip(1).Select(option => option.Counts == OptionCounts.Satisfied ? option with { Counts = OptionCounts.Dissatisfied } : option)],
        });

        Assert.Contains("counts its options otherwise than the indicator satisfaction.global", Assert.Single(QuestionSeries.Faults(next, _live.Current)).Sentence.English, StringComparison.Ordinal);
        Assert.Empty(QuestionSeries.Faults(OfTheFile(counts: true), _live.Current));
    }

    // The shipped one, whose rates stand in a file, with or without saying itself what its options count as.
    private static Questionnaire OfTheFile(bool counts) => Shipped.Catalogue.FindQuestionnaire("accueil-general")!.With("global", question => !counts ? question : question with
    {
        Options = [.. question.Options.Select(option => option with
        {
            Counts = option.Code switch { "tres-satisfait" or "satisfait" => OptionCounts.Satisfied, "non-concerne" => OptionCounts.Excluded, _ => OptionCounts.Dissatisfied },
        })],
    });
}

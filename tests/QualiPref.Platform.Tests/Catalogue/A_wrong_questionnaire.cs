using System.Text;
using QualiPref.Platform.Catalogue;
using static QualiPref.Platform.Tests.CatalogueLoading.Samples;

namespace QualiPref.Platform.Tests.CatalogueLoading;

/// <summary>Each test spoils one place of a questionnaire that has every kind of question.</summary>
public sealed class A_wrong_questionnaire
{
    private static readonly Dictionary<string, FrameworkModule> Modules = Shipped.Catalogue.Modules.ToDictionary(module => module.Code);

    private static readonly Dictionary<string, Func<Questionnaire, Questionnaire>> Spoilt = new()
    {
        ["four faces of three"] = right => right.With("trois", question => question with { Presentation = QuestionPresentation.Faces4 }),
        ["three faces of four"] = right => right.With("visages", question => question with { Presentation = QuestionPresentation.Faces3 }),
        ["grades out of order"] = right => right.With("note", question => question with { Options = [.. question.Options.Reverse()] }),
        ["yes alone"] = right => right.With("attente", question => question with { Options = [question.Options[1], question.Options[0]] }),
        ["excluded first"] = right => right.With("visages", question => question with { Options = [question.Options[4], .. question.Options.Take(4)] }),
        ["an option that nothing counts"] = right => right.With("visages", question => question with { Options = [.. question.Options.Take(3), question.Options[3] with { Counts = null }, question.Options[4]] }),
        ["nobody dissatisfied"] = right => right.With("trois", question => question with { Options = [.. question.Options.Select(option => option with { Counts = OptionCounts.Satisfied })] }),
        ["a rate of several choices"] = right => right.With("raisons", question => question with { Options = [.. question.Options.Select(option => option with { Counts = OptionCounts.Satisfied })] }),
        ["faces on a text"] = right => right.With("remarque", question => question with { Presentation = QuestionPresentation.Faces3 }),
        ["more choices than options"] = right => right.With("raisons", question => question with { MaxChoices = 4 }),
        ["bounds of one choice"] = right => right.With("attente", question => question with { MaxChoices = 1 }),
        ["shown if a later one"] = right => right.With("attente", question => question with { ShowIf = new QuestionCondition { Question = "raisons", Options = ["delai"] } }),
        ["shown if an unknown option"] = right => right.With("raisons", question => question with { ShowIf = new QuestionCondition { Question = "attente", Options = ["peut-etre"] } }),
        ["shown if nothing"] = right => right.With("raisons", question => question with { ShowIf = new QuestionCondition { Question = "attente", Options = [] } }),
        ["a language missing"] = right => right.With("note", question => question with { Texts = new Dictionary<string, string> { ["fr"] = "Note ?" } }),
        ["no French"] = right => right with { Languages = ["en"] },
        ["no question"] = right => right with { Questions = [] },
        ["a code that names no indicator"] = right => right.With("trois", question => question with { Code = "trois_visages" }),
        ["one option"] = right => right.With("raisons", question => question with { Options = [question.Options[0]], MaxChoices = 1, MinChoices = null }),
        ["a title too long"] = right => right with { Title = Texts(new string('x', 200)) },
    };

    [Fact]
    public void Is_not_one_that_has_every_kind_of_question() => Assert.Empty(QuestionnaireRules.Faults(EveryKind, Modules));

    [Theory]
    [InlineData("four faces of three", "/questions/1/options", "'trois' needs, besides excluded options: four options")]
    [InlineData("three faces of four", "/questions/0/options", "'visages' needs, besides excluded options: three options")]
    [InlineData("grades out of order", "/questions/2/options", "'note' needs, besides excluded options: the grades 0 to 10 or 1 to 5")]
    [InlineData("yes alone", "/questions/3/options", "'attente' needs, besides excluded options: the codes oui and non")]
    [InlineData("excluded first", "/questions/0/options", "'visages' has an excluded option before another")]
    [InlineData("an option that nothing counts", "/questions/0/options/3/counts", "'mal' counts as nothing")]
    [InlineData("nobody dissatisfied", "/questions/1/options", "'trois' needs an option that is satisfied and one that is dissatisfied")]
    [InlineData("a rate of several choices", "/questions/4/options", "'raisons' takes several options at once, of which no rate can be made")]
    [InlineData("faces on a text", "/questions/5/presentation", "'remarque' can be presented so only as a single choice")]
    [InlineData("more choices than options", "/questions/4/maxChoices", "'raisons' has bounds that its options do not allow")]
    [InlineData("bounds of one choice", "/questions/3/maxChoices", "'attente' has one choice only")]
    [InlineData("shown if a later one", "/questions/3/showIf/question", "'raisons' is not a question with options that is asked before")]
    [InlineData("shown if an unknown option", "/questions/4/showIf/options", "'peut-etre' is not a known option of the question attente")]
    [InlineData("shown if nothing", "/questions/4/showIf/options", "'raisons' does not say for which options")]
    [InlineData("a language missing", "/questions/2/texts/en", "'note' has no text in 'en'")]
    [InlineData("no French", "/languages", "'accueil-court' has no text in French")]
    [InlineData("no question", "/questions", "'accueil-court' asks no question")]
    [InlineData("a code that names no indicator", "/questions/1/code", "'trois_visages' cannot name an indicator")]
    [InlineData("one option", "/questions/4/options", "'raisons' needs 2 to 30 options")]
    [InlineData("a title too long", "/title/fr", "'accueil-court' has a text of more than 200 characters")]
    public void Is_refused_with_the_place_and_the_word(string spoilt, string pointer, string sentence)
    {
        var faults = QuestionnaireRules.Faults(Spoilt[spoilt](EveryKind), Modules);

        Assert.Contains(faults, fault => fault.Place.Pointer == pointer && fault.Sentence.English.StartsWith(sentence, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.NotEqual(fault.Sentence.French, fault.Sentence.English));
    }

    [Fact]
    public void Is_read_as_it_was_written()
    {
        var json = QuestionnaireJson.Write(EveryKind);

        Assert.Equal(json, QuestionnaireJson.Write(QuestionnaireJson.Read(json)));
        var text = Encoding.UTF8.GetString(json);
        Assert.All((string[])["\"presentation\":\"faces4\"", "\"presentation\":\"yes-no\"", "\"counts\":\"excluded\"", "\"type\":\"multi-choice\""], word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Has_no_trace_of_what_it_lacks_in_what_was_published_before() =>
        Assert.DoesNotContain("presentation", Encoding.UTF8.GetString(QuestionnaireJson.Write(Shipped.Catalogue.FindQuestionnaire("accueil-general")!)), StringComparison.Ordinal);
}

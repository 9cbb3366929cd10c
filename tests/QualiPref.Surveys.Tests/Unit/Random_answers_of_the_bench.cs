using System.Text.Json;
using QualiPref.Bench.Load;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Surveys.Answers;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Unit;

/// <summary>What is measured has to be what may be sent: any answer to any questionnaire, none of them refused.</summary>
public sealed class Random_answers_of_the_bench : IDisposable
{
    private const int Many = 3_000;

    private const string Another = """
        code: essai
        version: 1
        languages: [fr, en]
        title: { fr: Essai, en: Trial }
        introduction: { fr: Essai, en: Trial }
        scales:
          oui-non:
            - { code: oui, texts: { fr: Oui, en: "Yes" } }
            - { code: non, texts: { fr: Non, en: "No" } }
          raisons:
            - { code: attente, texts: { fr: Attente, en: Waiting } }
            - { code: horaires, texts: { fr: Horaires, en: Hours } }
            - { code: accueil, texts: { fr: Accueil, en: Welcome } }
        questions:
          - { code: venu, type: single-choice, required: true, module: accueil-general, commitment: E2, scale: oui-non, texts: { fr: "Venu ?", en: "Came?" } }
          - { code: raisons, type: multi-choice, required: true, minChoices: 1, maxChoices: 2, module: accueil-general, commitment: E2, scale: raisons, showIf: { question: venu, options: [non] }, texts: { fr: Pourquoi, en: Why } }
          - { code: mots, type: text, required: false, maxLength: 30, module: accueil-general, commitment: E2, texts: { fr: "En quelques mots", en: "In a few words" } }

        """;

    private readonly ChangingCatalogue _folder = new();
    private readonly Catalogue _catalogue;

    public Random_answers_of_the_bench()
    {
        File.WriteAllText(_folder["questionnaires/essai.v1.yaml"], Another);
        _catalogue = Catalogue.Load(_folder.Path);
    }

    [Fact]
    public void None_is_refused() => Assert.All(Draw(1), one => Assert.True(one.Read is not null, $"{one.Faults} in {one.Text}"));

    [Fact]
    public void Every_option_of_every_question_is_chosen_in_every_language()
    {
        var read = Draw(1).Select(one => one.Read!).ToList();
        foreach (var questionnaire in _catalogue.Questionnaires)
        {
            var of = read.Where(answer => answer.Questionnaire == questionnaire.Code).ToList();
            Assert.Equal(questionnaire.Languages.Order(), of.Select(answer => answer.Language!).Distinct().Order());
            foreach (var question in questionnaire.Questions.Where(question => question.Type != QuestionType.Text))
            {
                var chosen = of.SelectMany(answer => Chosen(answer, question.Code)).ToHashSet();
                Assert.True(chosen.SetEquals(question.Options.Select(option => option.Code)), question.Code);
            }
        }
        Assert.Contains(read, answer => answer.Comment is not null);
        Assert.Contains(read, answer => answer.Choices.Texts is not null);
        Assert.Equal(Outcomes.All.Order(), read.Select(answer => answer.Outcome).Distinct().Order());
    }

    [Fact]
    public void It_is_known_which_of_them_are_in_the_figure_that_is_watched() => Assert.All(Draw(2), one =>
        Assert.Equal(one.Read!.Choices.Single?.GetValueOrDefault("global") is { } option && option != "non-concerne", one.IsExpressed));

    [Fact]
    public void Hardly_two_say_the_same() => Assert.True(Draw(3).Where(one => one.Read!.Questionnaire == "accueil-general")
        .Select(one => string.Join(',', one.Read!.Choices.Single?.OrderBy(choice => choice.Key) ?? Enumerable.Empty<KeyValuePair<string, string>>())).Distinct().Count() > 0.45 * Many);

    [Fact]
    public void The_same_seed_gives_the_same() => Assert.Equal(Draw(4).Select(one => one.Text), Draw(4).Select(one => one.Text));

    public void Dispose() => _folder.Dispose();

    private static List<string> Chosen(Answer answer, string question) =>
        answer.Choices.Single?.GetValueOrDefault(question) is { } option ? [option] : answer.Choices.Multi?.GetValueOrDefault(question) ?? [];

    private List<(string Text, bool IsExpressed, Answer? Read, string Faults)> Draw(int seed)
    {
        var (answers, reader) = (new RandomAnswers(new Random(seed), _catalogue), new AnswerReader(_catalogue, new QuestionnaireBook(_catalogue)));
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        AnswerSource[] sources = [new("91-EVRY", "web"), new("91-ETAMPES", "paper"), new("91-EVRY", "kiosk", (Guid.Parse("0192b1f0-0000-7000-8000-00000000000a"), 2))];
        return [.. Enumerable.Range(0, Many).Select(number =>
        {
            var answer = answers.Next(sources[number % sources.Length], at);
            using var document = JsonDocument.Parse(answer.Json);
            var errors = new FieldErrors();
            return (document.RootElement.GetRawText(), answer.IsExpressed, reader.Read(new JsonFields(document.RootElement, errors)), errors.Any ? string.Join(' ', errors.Found.Select(one => one.ToString())) : "");
        })];
    }
}

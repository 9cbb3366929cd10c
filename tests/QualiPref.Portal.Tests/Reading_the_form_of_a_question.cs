using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Drafting;

namespace QualiPref.Portal.Tests;

public sealed class Reading_the_form_of_a_question
{
    private static readonly string[] InTwo = ["fr", "en"];

    private static readonly Dictionary<string, FrameworkModule> Modules = Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue")).Modules.ToDictionary(module => module.Code);

    public static TheoryData<string> Kinds => [.. QuestionKind.All.Select(kind => kind.Code)];

    /// <summary>In all five languages: what a person has still to write is the question, and the options where they are their own.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_begins_with_options_that_could_be_published(string code)
    {
        var kind = QuestionKind.All.Single(one => one.Code == code);
        var question = kind.New("essai", "accueil-general", "E8", Languages.Known);
        var worded = question with
        {
            Texts = Languages.Texts(["Un", "Two", "Tres", "Quatro", "خمسة"], Languages.Known),
            Options = question.Type == QuestionType.Text || question.Options.Count > 0 ? question.Options : [Option("a"), Option("b")],
        };

        var faults = QuestionnaireRules.Faults(Questionnaire(worded), Modules);

        Assert.Empty(faults.Select(fault => fault.Sentence.English));
        Assert.Equal(code, QuestionKind.Of(worded).Code);
    }

    [Fact]
    public void What_was_written_is_kept_and_an_empty_row_is_none()
    {
        var before = QuestionKind.All.Single(kind => kind.Code == "single").New("essai", "accueil-general", "E8", InTwo);
        var form = Form(
            ("code", " attente "), ("required", "true"), ("module", "accueil-general"), ("commitment", "E4"), ("texts.fr", "Attente ?"), ("texts.en", ""), ("follows", " "),
            ("option.0.code", "court"), ("option.0.counts", "Satisfied"), ("option.0.fr", "Court"), ("option.0.en", "Short"),
            ("option.1.code", ""), ("option.1.counts", ""), ("option.1.fr", ""), ("option.1.en", ""),
            ("option.2.code", "long"), ("option.2.counts", ""), ("option.2.fr", "Long"), ("option.2.en", ""));

        var read = QuestionForm.Read(form, before, InTwo);

        Assert.Equal(("attente", true, "E4", null), (read.Code, read.Required, read.Commitment, read.Follows));
        Assert.Equal(["fr"], read.Texts.Keys);
        Assert.Equal(["court", "long"], read.Options.Select(option => option.Code));
        Assert.Equal([OptionCounts.Satisfied, null], read.Options.Select(option => option.Counts));
        Assert.Null(read.ShowIf);
    }

    [Fact]
    public void A_condition_is_of_one_earlier_question()
    {
        var form = new FormCollection(new Dictionary<string, StringValues> { ["showIf"] = new(["attente/oui", "attente/non", "global/bien", "rien"]) });

        var read = QuestionForm.Read(form, QuestionKind.All[0].New("essai", "accueil-general", "E8", InTwo), InTwo).ShowIf!;

        Assert.Equal("attente", read.Question);
        Assert.Equal(["oui", "non"], read.Options);
    }

    [Theory]
    [InlineData("/questions/3/texts/fr", "texts.fr")]
    [InlineData("/questions/3/code", "code")]
    [InlineData("/questions/3/options/12/texts/ar", "option.12.ar")]
    [InlineData("/questions/3/options/1/counts", "option.1.counts")]
    [InlineData("/questions/3/options", "option.0.code")]
    [InlineData("/questions/3/showIf/question", "showIf")]
    [InlineData("/questions/31/code", null)]
    [InlineData("/title/fr", null)]
    public void A_place_that_the_service_names_is_a_field_of_the_form(string pointer, string? field) => Assert.Equal(field, QuestionForm.FieldOf(pointer, 3));

    private static FormCollection Form(params (string Name, string Value)[] fields) => new(fields.ToDictionary(field => field.Name, field => new StringValues(field.Value)));

    private static AnswerOption Option(string code) => new() { Code = code, Texts = Languages.Known.ToDictionary(language => language, language => $"{code} {language}") };

    private static Questionnaire Questionnaire(SurveyQuestion question)
    {
        var texts = Languages.Known.ToDictionary(language => language, language => $"Texte {language}");
        return new Questionnaire { Code = "essai", Version = 1, Languages = Languages.Known, Title = texts, Introduction = texts, Questions = [question] };
    }
}

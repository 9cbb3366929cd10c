using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.ReadingComments;

/// <summary>Reads which comments are asked for; what is asked for by code has to be one of the catalogue.</summary>
internal sealed class CommentQueryReader(Catalogue catalogue)
{
    private const string DefaultQuestion = "global";

    /// <summary>What every question about comments may name.</summary>
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        QueryParameter.Site, QueryParameter.Period with { IsRequired = false },
        QueryParameter.Text("question", $"Code of a question of one choice, whose options are the grades; {DefaultQuestion} when left out.", 100),
        QueryParameter.Text("grade", "Only comments of who chose this option of question.", 100),
        QueryParameter.Text("language", "Only comments in this language.", 20),
        QueryParameter.Text("theme", "Only comments that bear this theme.", 50),
        QueryParameter.Code("state", "Only comments in this state; replied, passedOn and quotable beside it.", CommentFilter.All),
    ];

    public CommentQuery Read(HttpContext context, FieldErrors errors)
    {
        var query = context.Request.Query;
        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
        var grades = Grades();
        var question = QueryFields.Code("question", Text("question"), grades.Select(one => one.Key), errors) ?? DefaultQuestion;
        var grade = QueryFields.Code("grade", Text("grade"), grades[question], errors);
        return new CommentQuery
        {
            Sites = QueryFields.Sites(Text("site"), Caller.Of(context), catalogue, errors),
            Period = QueryFields.Period(Text("period"), errors),
            Question = question,
            Grade = grade,
            Language = QueryFields.Code("language", Text("language"), catalogue.Questionnaires.SelectMany(one => one.Languages).Distinct(), errors),
            Theme = Text("theme") is { } theme ? ReadTheme(theme, errors) : null,
            State = QueryFields.Code("state", Text("state"), CommentFilter.All, errors),
        };
    }

    // The questions of one choice, by code, with the options of all their versions.
    private ILookup<string, string> Grades() => catalogue.Questionnaires.SelectMany(one => one.Questions).Where(question => question.Type == QuestionType.SingleChoice)
        .SelectMany(question => question.Options.Select(option => (question.Code, Option: option.Code))).Distinct().ToLookup(one => one.Code, one => one.Option);

    private static string? ReadTheme(string theme, FieldErrors errors)
    {
        if (ThemeCode.IsValid(theme)) return theme;
        errors.Add("theme", "Minuscules, chiffres et tirets, 50 au plus.", "Lower-case letters, digits and hyphens, at most 50.");
        return null;
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.ReadingComments;

/// <summary>How many comments there are, and which words and themes they share.</summary>
internal static class CountingComments
{
    private const int MostComments = 50_000;
    private const int MostWords = 50;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/comments/counts", HandleAsync)
        .Allow(Roles.Agent, SiteRule.Query)
        .WithName("CountComments")
        .TakesQuery(CommentQueryReader.Parameters)
        .WithSummary("Count comments, their words and their themes")
        .WithDescription($"Needs the role agent. words: of four letters and more, without those that every French sentence has, only words of {WordCount.Fewest} comments and more, the "
            + $"{MostWords} most frequent; counted is in how many comments. grades: by the options of question. complete is false where only the newest {MostComments} were counted.");

    private static async Task<Ok<CommentCounts>> HandleAsync(HttpContext context, CommentQueryReader reader, CommentStore comments, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var query = reader.Read(context, errors);
        errors.ThrowIfAny();
        var count = new CommentCount(query.Question);
        await comments.CountAsync(query, MostComments + 1, count.Add, cancellationToken);
        return TypedResults.Ok(count.Told(MostComments, MostWords));
    }

    /// <summary>What is counted on the way through the comments.</summary>
    private sealed class CommentCount(string question)
    {
        private readonly SortedDictionary<string, (int Comments, int Unread)> _sites = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _grades = [], _themes = [];
        private readonly WordCount _words = new();
        private int _comments, _unread;

        public void Add(SurveyResponse response)
        {
            var isUnread = response.Note!.State == CommentState.Unread;
            _comments++;
            if (isUnread) _unread++;
            var site = _sites.GetValueOrDefault(response.Site!);
            _sites[response.Site!] = (site.Comments + 1, site.Unread + (isUnread ? 1 : 0));
            if (response.Choices?.TryGetValue(question, out var grade) == true) _grades[grade] = _grades.GetValueOrDefault(grade) + 1;
            foreach (var theme in response.Note.Themes ?? []) _themes[theme] = _themes.GetValueOrDefault(theme) + 1;
            _words.Add([response.Comment ?? "", .. response.Texts?.Values ?? Enumerable.Empty<string>()]);
        }

        public CommentCounts Told(int most, int words) => new(
            _comments, _unread, _comments <= most, question,
            [.. _sites.Select(site => new SiteComments(site.Key, site.Value.Comments, site.Value.Unread))],
            [.. Ordered(_grades).Select(grade => new GradeComments(grade.Key, grade.Value))],
            [.. Ordered(_themes).Select(theme => new ThemeComments(theme.Key, theme.Value))],
            [.. _words.Most(words).Select(word => new WordComments(word.Word, word.Comments))]);

        private static IEnumerable<KeyValuePair<string, int>> Ordered(Dictionary<string, int> counts) =>
            counts.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal);
    }
}

/// <summary>How many comments there are, and what they share.</summary>
internal sealed record CommentCounts(
    int Comments, int Unread, bool Complete, string Question, IReadOnlyList<SiteComments> Sites, IReadOnlyList<GradeComments> Grades, IReadOnlyList<ThemeComments> Themes,
    IReadOnlyList<WordComments> Words);

/// <summary>Comments of a site.</summary>
internal sealed record SiteComments(string Site, int Comments, int Unread);

/// <summary>Comments of who chose an option.</summary>
internal sealed record GradeComments(string Grade, int Comments);

/// <summary>Comments that bear a theme.</summary>
internal sealed record ThemeComments(string Theme, int Comments);

/// <summary>Comments that a word stands in.</summary>
internal sealed record WordComments(string Word, int Comments);

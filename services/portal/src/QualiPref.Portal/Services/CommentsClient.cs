using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using QualiPref.Platform.Calls;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the surveys service about what people wrote, and about what was given too fast.</summary>
internal sealed class CommentsClient(HttpClient http) : ServiceClient(http, ServiceNames.Surveys)
{
    public Task<ServicePage<Comment>> ListAsync(CommentChoice choice, string? cursor, int pageSize, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<Comment>>("comments" + choice.Query(("cursor", cursor), ("pageSize", pageSize.ToString(CultureInfo.InvariantCulture))), cancellationToken);

    public Task<Comment> ReadAsync(Guid id, CancellationToken cancellationToken) => GetAsync<Comment>($"comments/{id}", cancellationToken);

    public Task<CommentCounts> CountAsync(CommentChoice choice, CancellationToken cancellationToken) => GetAsync<CommentCounts>("comments/counts" + choice.Query(), cancellationToken);

    /// <summary>Does something with a comment.</summary>
    /// <param name="id">The comment.</param>
    /// <param name="act">Name of the act as in the address.</param>
    /// <param name="version">Version that the person saw.</param>
    /// <param name="body">Its fields; null for an act without any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Comment> ActAsync(Guid id, string act, long version, object? body, CancellationToken cancellationToken) =>
        PostAsync<Comment>($"comments/{id}/{act}", body, cancellationToken, ifMatch: $"\"{version}\"");

    /// <summary>The themes of the networks in which one works.</summary>
    public async Task<IReadOnlyList<ThemeList>> ListThemesAsync(CancellationToken cancellationToken) => (await GetAsync<ThemeLists>("comment-themes", cancellationToken)).Items;

    public async Task WriteThemesAsync(string network, long version, IEnumerable<Theme> themes, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"comment-themes/{Uri.EscapeDataString(network)}")
        {
            Content = JsonContent.Create(new { themes = themes.Select(theme => new { code = theme.Code, label = theme.Label }) }),
        };
        request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse($"\"{version}\""));
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    /// <summary>What a site answered for everybody to read, the newest first.</summary>
    public async Task<IReadOnlyList<PublishedReply>> ListRepliesAsync(string site, CancellationToken cancellationToken) =>
        (await GetAsync<PublishedReplies>($"sites/{Uri.EscapeDataString(site)}/replies", cancellationToken)).Items;

    public Task<FoundBursts> FindBurstsAsync(string site, string period, CancellationToken cancellationToken) =>
        GetAsync<FoundBursts>("responses/bursts" + QueryText.Of(("site", site), ("period", period)), cancellationToken);
}

/// <summary>Which comments are asked for.</summary>
internal sealed record CommentChoice(string? Site, string? Period, string? Grade, string? Language, string? Theme, string? State)
{
    /// <summary>The question whose answer comments are looked for by.</summary>
    public const string Question = "global";

    public string Query(params ReadOnlySpan<(string Name, string? Value)> further) => QueryText.Of(
    [
        ("site", Site), ("period", Period), ("question", string.IsNullOrEmpty(Grade) ? null : Question), ("grade", Grade), ("language", Language), ("theme", Theme), ("state", State), .. further,
    ]);
}

/// <summary>What somebody wrote, with what they answered and what was done with it.</summary>
internal sealed record Comment
{
    public required Guid Id { get; init; }

    public required string Site { get; init; }

    public DateOnly Date { get; init; }

    public string Channel { get; init; } = "";

    public string? Language { get; init; }

    public string Questionnaire { get; init; } = "";

    public int QuestionnaireVersion { get; init; }

    /// <summary>Where the answer stands, such as <c>counted</c> or <c>setAside</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Option, or list of options, by question.</summary>
    public IReadOnlyDictionary<string, JsonElement> Answers { get; init; } = new Dictionary<string, JsonElement>();

    [JsonPropertyName("comment")]
    public string? Words { get; init; }

    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    public string State { get; init; } = "";

    public long Version { get; init; }

    public IReadOnlyList<string> Themes { get; init; } = [];

    public bool Quotable { get; init; }

    public CommentReply? Reply { get; init; }

    public CommentPassing? PassedOn { get; init; }

    public CommentErasure? Erased { get; init; }

    /// <summary>All that was written, one text after the other.</summary>
    public IEnumerable<string> Written => new[] { Words }.Concat(Texts.Values).OfType<string>().Where(text => !string.IsNullOrWhiteSpace(text));
}

/// <summary>What was answered for everybody to read; without what was said it is shown to staff alone.</summary>
internal sealed record CommentReply(string? Said, string Text, string By, DateTimeOffset At);

/// <summary>What a site answered for everybody to read.</summary>
internal sealed record PublishedReplies(IReadOnlyList<PublishedReply> Items);

/// <summary>What was said, in short, and what was answered.</summary>
internal sealed record PublishedReply(DateOnly Month, DateOnly RepliedOn, string Said, string Text);

/// <summary>The suggestion that it was passed on as.</summary>
internal sealed record CommentPassing(Guid Case, string Reference, DateTimeOffset At);

/// <summary>Why its words are gone; without a reason a rule took them.</summary>
internal sealed record CommentErasure(string? Reason, string? By, DateTimeOffset At);

/// <summary>Lists of themes.</summary>
internal sealed record ThemeLists(IReadOnlyList<ThemeList> Items);

/// <summary>The themes of a network.</summary>
internal sealed record ThemeList(string Network, long Version, IReadOnlyList<Theme> Themes);

/// <summary>A theme; retired ones are only borne by older comments.</summary>
internal sealed record Theme(string Code, string Label, bool Retired = false);

/// <summary>How many comments there are, and what they share.</summary>
internal sealed record CommentCounts(int Comments, int Unread, bool Complete, IReadOnlyList<SiteComments> Sites, IReadOnlyList<GradeComments> Grades, IReadOnlyList<ThemeComments> Themes, IReadOnlyList<WordComments> Words);

/// <summary>Comments of a site.</summary>
internal sealed record SiteComments(string Site, int Comments, int Unread);

/// <summary>Comments of who chose an option.</summary>
internal sealed record GradeComments(string Grade, int Comments);

/// <summary>Comments that bear a theme.</summary>
internal sealed record ThemeComments(string Theme, int Comments);

/// <summary>Comments that a word stands in.</summary>
internal sealed record WordComments(string Word, int Comments);

/// <summary>Bursts, and what they make of the figures.</summary>
internal sealed record FoundBursts(IReadOnlyList<FoundBurst> Items, bool Complete, BurstRules Rules, int Answers, int Flagged, IReadOnlyList<BurstFigures> Figures);

/// <summary>Answers of a kiosk that came too fast, or were all alike.</summary>
internal sealed record FoundBurst(Guid Kiosk, string? Label, DateOnly Date, DateTimeOffset From, DateTimeOffset To, int N, string Why);

/// <summary>By which rules bursts are found.</summary>
internal sealed record BurstRules(int Answers, int WithinSeconds, int SameAnswers, int SameWithinSeconds);

/// <summary>Satisfaction with and without what was flagged.</summary>
internal sealed record BurstFigures(string Indicator, string Question, BurstRate With, BurstRate Without);

/// <summary>A rate with its interval.</summary>
internal sealed record BurstRate(long N, long Numerator, double? Value, double? Low, double? High);

using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace QualiPref.Portal.Wording;

/// <summary>What the web survey itself says in one language; the questions come with the questionnaire.</summary>
internal sealed record SurveyWords
{
    /// <summary>Codes of the languages that there are words in, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. SurveyLanguages.All.Select(one => one.Code)];

    /// <summary>The language by its code, and as it calls itself.</summary>
    public required string Code { get; init; }

    public required string Language { get; init; }

    /// <summary>Which way it is written.</summary>
    public string Direction => Code == "ar" ? "rtl" : "ltr";

    /// <summary>What leads to the survey in this language, on pages in another one.</summary>
    public required string Invitation { get; init; }

    public required string Title { get; init; }

    public required string ChooseSite { get; init; }

    public required string OtherLanguages { get; init; }

    public required string Skip { get; init; }

    public required string FirstStep { get; init; }

    public required string SecondStep { get; init; }

    /// <summary>Below the first question.</summary>
    public required string ChooseFace { get; init; }

    public required string ChooseWord { get; init; }

    public required string More { get; init; }

    /// <summary>Above questions that come of what was answered before them.</summary>
    public required string FollowUp { get; init; }

    /// <summary>How many of several options count; <c>{0}</c> is a number or a range.</summary>
    public required string ToChoose { get; init; }

    public required string YourAnswer { get; init; }

    public required string Change { get; init; }

    /// <summary>That nothing has gone yet, and what sends it.</summary>
    public required string NotYet { get; init; }

    public required string NoNames { get; init; }

    /// <summary>How long a text may be; <c>{0}</c> is the number.</summary>
    public required string AtMost { get; init; }

    public required string Send { get; init; }

    public required string Anonymous { get; init; }

    public required string Thanks { get; init; }

    /// <summary>That the answer is recorded; <c>{0}</c> is the site.</summary>
    public required string Recorded { get; init; }

    public required string RecordedBefore { get; init; }

    /// <summary>Kept, but not counted before somebody has looked at it.</summary>
    public required string Kept { get; init; }

    public required string WhatBecomes { get; init; }

    public required string NoReply { get; init; }

    public required string Complain { get; init; }

    /// <summary>That the page behind a link is in French.</summary>
    public required string InFrench { get; init; }

    /// <summary>Title of the page of what was answered to comments.</summary>
    public required string Replies { get; init; }

    /// <summary>What these are, and what of them is published.</summary>
    public required string RepliesAre { get; init; }

    public required string NoReplies { get; init; }

    public required string WasSaid { get; init; }

    public required string WasReplied { get; init; }

    /// <summary>That what follows could not be fetched.</summary>
    public required string RepliesAway { get; init; }

    public required string Error { get; init; }

    public required string NotRecorded { get; init; }

    public required string Away { get; init; }

    public required string Blank { get; init; }

    public required string BlankLabel { get; init; }

    public required string FirstRequired { get; init; }

    public required string NotTaken { get; init; }

    /// <summary>The words of a language; French where there are none.</summary>
    public static SurveyWords Of(string? code) => SurveyLanguages.All.FirstOrDefault(one => one.Code == code) ?? SurveyLanguages.All[0];

    /// <summary>The language that a browser asks for, as far as it is there; the first one otherwise.</summary>
    /// <param name="accepted">What stands in <c>Accept-Language</c>.</param>
    /// <param name="offered">The codes that are there, the first one as a last resort.</param>
    public static string Choose(IEnumerable<string?> accepted, IReadOnlyList<string> offered)
    {
        var wanted = StringWithQualityHeaderValue.TryParseList([.. accepted.OfType<string>()], out var ranges) ? ranges : [];
        return wanted.Where(range => range.Quality is not 0)
            .OrderByDescending(range => range.Quality ?? 1)
            .Select(range => offered.FirstOrDefault(code => IsOf(range.Value.AsSpan(), code)))
            .OfType<string>().FirstOrDefault() ?? offered[0];
    }

    /// <summary>A sentence with its number or name in it.</summary>
    public static string Fill(string sentence, object value) => string.Format(CultureInfo.InvariantCulture, sentence, value);

    /// <summary>A heading whose lines end neither within a word such as « êtes-vous » nor before a mark.</summary>
    public static string Unbroken(string heading) => heading.Replace("-", "\u2060-\u2060", StringComparison.Ordinal).Replace(" ?", "\u202F?", StringComparison.Ordinal);

    // "pt" and "pt-BR" both ask for Portuguese.
    private static bool IsOf(ReadOnlySpan<char> range, string code) =>
        range.StartsWith(code, StringComparison.OrdinalIgnoreCase) && (range.Length == code.Length || range[code.Length] == '-');
}

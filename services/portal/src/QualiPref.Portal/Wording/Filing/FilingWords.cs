using System.Globalization;

namespace QualiPref.Portal.Wording.Filing;

/// <summary>What the public form, its receipt and the tracking page say in one language; every language says the same.</summary>
internal sealed record FilingWords
{
    /// <summary>In the order in which they are offered, French first.</summary>
    public static IReadOnlyList<FilingWords> All { get; } = [FilingInFrench.Words, FilingInEnglish.Words, FilingInSpanish.Words, FilingInPortuguese.Words, FilingInArabic.Words];

    public static IReadOnlyList<string> Codes { get; } = [.. All.Select(one => one.Code)];

    /// <summary>The language by its code, and as it calls itself.</summary>
    public required string Code { get; init; }

    public required string Language { get; init; }

    /// <summary>How it writes a day.</summary>
    public required string DayFormat { get; init; }

    public bool IsFrench => Code == "fr";

    /// <summary>Which way it is written.</summary>
    public string Direction => Code == "ar" ? "rtl" : "ltr";

    public required string OtherLanguages { get; init; }

    public required FilingFormWords Form { get; init; }

    public required FilingFaultWords Faults { get; init; }

    public required FilingReceiptWords Receipt { get; init; }

    public required TrackingWords Tracking { get; init; }

    /// <summary>The words of a language; French where there are none.</summary>
    public static FilingWords Of(string? code) => All.FirstOrDefault(one => one.Code == code) ?? All[0];

    /// <summary>A day, in the middle of a sentence.</summary>
    public string Day(DateOnly day) => IsFrench ? FrenchText.Long(day) : day.ToString(DayFormat, CultureInfo.GetCultureInfo(Code == "ar" ? "" : Code));

    /// <summary>A day and an hour, in the middle of a sentence.</summary>
    public string Moment(DateTimeOffset at, TimeZoneInfo zone)
    {
        if (IsFrench) return FrenchText.Moment(at, zone);
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return string.Create(CultureInfo.InvariantCulture, $"{Day(DateOnly.FromDateTime(local.DateTime))}, {local:HH:mm}");
    }

    /// <summary>A sentence with its values in it.</summary>
    public string Fill(string sentence, params IEnumerable<object> values) => string.Format(CultureInfo.InvariantCulture, sentence, [.. values.Select(value => Within($"{value}"))]);

    /// <summary>How large a file is.</summary>
    public string Size(long bytes)
    {
        var (number, unit) = bytes < 1024 * 1024 ? (Math.Max(1, bytes / 1024d), Form.Kilobytes) : (bytes / (1024d * 1024d), Form.Megabytes);
        return Within(string.Create(CultureInfo.GetCultureInfo(Code == "ar" ? "" : Code), $"{number:0.#}\u00A0{unit}"));
    }

    // Isolated, or a reference would be shown in another order within a text from right to left.
    private string Within(string text) => Direction == "rtl" ? $"\u2068{text}\u2069" : text;
}

/// <summary>The form.</summary>
internal sealed record FilingFormWords(
    string Title, string Intro, string Mandatory, string BlankLabel, string Site, string Choose, string Kind, string Complaint, string Suggestion, string Thanks, string Optional,
    string Subject, string SubjectHint, string Text, string TextHint, string Files, string FilesHint, string Kept, string KeptHint, string Kilobytes, string Megabytes,
    string Contact, string ContactHint, string Name, string Email, string EmailHint, string Phone, string PostalAddress, string Privacy, string PrivacyLink, string Send);

/// <summary>What is wrong with what was sent.</summary>
internal sealed record FilingFaultWords(
    string Error, string Title, string Blank, string Proof, string Away, string TooMany, string Other, string Site, string Kind, string Text, string TooLong, string Email, string FileGone, string FileNotTaken)
{
    /// <summary>Why a file was not taken, by the end of the code of the refusal.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>What to do about a field of the form.</summary>
    /// <param name="field">The field.</param>
    /// <param name="isFilled">Whether there is a text.</param>
    public string Of(string field, bool isFilled) => field switch
    {
        "Form.Site" => Site,
        "Form.Kind" => Kind,
        "Form.Text" => isFilled ? TooLong : Text,
        "Form.Email" => Email,
        "Form.Files" => FileGone,
        "Form.Subject" or "Form.Name" or "Form.Phone" or "Form.PostalAddress" => TooLong,
        _ => Other,
    };

    /// <summary>Why a file was not taken.</summary>
    /// <param name="code">Code of the service's refusal.</param>
    public string OfFile(string code) => Files.FirstOrDefault(one => code.EndsWith(one.Key, StringComparison.Ordinal)).Value ?? FileNotTaken;
}

/// <summary>The receipt.</summary>
internal sealed record FilingReceiptWords(
    string Title, string Reference, string ReceivedOn, string ToKeep, string KeepHint, string ReferenceLabel, string ReferenceHint, string Code, string CodeHint, string DueLabel, string Due, string DueHint,
    string Refused, string NotDue, string NotDueHint, string Copy, string CopySubject, string CopyFiles, string Next, string NextRead, string NextAsked, string NextAnswer, string NextCounted, string Follow,
    string WhoToContact);

using QualiPref.Contracts.Indicators.V1;

namespace QualiPref.Statistics.Figures;

/// <summary>All that figures need of the cells of one site over whole months: as long as nothing of them changes, it stands for them in any period that holds it.</summary>
public sealed record SiteSpan
{
    /// <summary>Code of the site.</summary>
    public required string Site { get; init; }

    /// <summary>First day of the first month.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day of the last month.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Days with a cell.</summary>
    public required int Days { get; init; }

    /// <summary>First day on which each source recorded anything; one that never did is absent.</summary>
    public required IReadOnlyDictionary<string, DateOnly> FirstRecords { get; init; }

    /// <summary>Last day on which any source did; null when none ever did.</summary>
    public DateOnly? LastRecord { get; init; }

    /// <summary>Counted answers by questionnaire, question and channel.</summary>
    public required IReadOnlyList<AnswerCount> Answers { get; init; }

    /// <summary>Cases by kind, channel, motive and module.</summary>
    public required IReadOnlyList<ComplaintCount> Complaints { get; init; }

    /// <summary>Measurements typed for its months.</summary>
    public required IReadOnlyList<MeasuredCount> Measurements { get; init; }
}

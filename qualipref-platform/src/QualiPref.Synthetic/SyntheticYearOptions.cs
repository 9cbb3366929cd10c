namespace QualiPref.Synthetic;

/// <summary>What a synthetic year is made of.</summary>
public sealed record SyntheticYearOptions
{
    /// <summary>The same seed gives the same requests with the same ids.</summary>
    public required int Seed { get; init; }

    /// <summary>The network.</summary>
    public required SyntheticNetwork Network { get; init; }

    /// <summary>The calendar year of the answers and receptions, wholly past.</summary>
    public required int Year { get; init; }

    /// <summary>Answers of the year sent in batches.</summary>
    public required int BatchedAnswers { get; init; }

    /// <summary>Answers of the year sent one by one, some of them voided or set aside.</summary>
    public required int SingleAnswers { get; init; }

    /// <summary>Answers of the year on paper that were typed in years later: each is put and then accepted. None unless asked for.</summary>
    public int ArchivedAnswers { get; init; }

    /// <summary>Cases received in the year.</summary>
    public required int Complaints { get; init; }

    /// <summary>Answers per batch, at most 500.</summary>
    public int BatchSize { get; init; } = 250;

    /// <summary>
    /// Latest local date a transition may bear: what would come later is left out. The same seed with a later date goes on with the same cases.
    /// </summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>Until when there is work on the cases of a past year: 20 January of the next, or today when that is not over yet.</summary>
    /// <param name="year">The calendar year.</param>
    /// <param name="today">The local date.</param>
    public static DateOnly LastDayOf(int year, DateOnly today)
    {
        var last = new DateOnly(year + 1, 1, 20);
        return last < today ? last : today;
    }
}

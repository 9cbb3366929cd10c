using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Indicators.Storage;

/// <summary>Work on some sites and days that somebody asked for: it is done a month of a site at a time, and what is done is kept.</summary>
internal abstract class MonthlyWork
{
    [BsonId]
    public required Guid Id { get; init; }

    public required IReadOnlyList<string> Sites { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>Steps done, each a month of a site in the order of <see cref="Sites"/>.</summary>
    public required int Done { get; init; }

    /// <summary>When it was asked for; absent once it is done.</summary>
    [BsonIgnoreIfNull]
    public DateTime? RunningSince { get; init; }

    /// <summary>Steps in all.</summary>
    public int Steps => Sites.Count * Months;

    /// <summary>Whether the next step is the last.</summary>
    public bool EndsWithNext => Done + 1 == Steps;

    private int Months => (To.Year - From.Year) * 12 + To.Month - From.Month + 1;

    /// <summary>The site and days of the next step.</summary>
    public (string Site, DateOnly From, DateOnly To) Next()
    {
        var first = new DateOnly(From.Year, From.Month, 1).AddMonths(Done % Months);
        var last = first.AddMonths(1).AddDays(-1);
        return (Sites[Done / Months], first < From ? From : first, last > To ? To : last);
    }
}

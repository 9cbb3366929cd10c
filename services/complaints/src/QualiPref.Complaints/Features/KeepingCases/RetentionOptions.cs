using System.ComponentModel.DataAnnotations;
using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.Features.KeepingCases;

/// <summary>How long cases are kept as they are after their last step, and who may end that.</summary>
internal sealed class RetentionOptions : IValidatableObject
{
    public const string Section = "QualiPref:Complaints:Retention";

    // So few may be any part of a site's cases.
    private const int FewCases = 10;

    /// <summary>Most characters of <see cref="Decision"/>.</summary>
    public const int LongestDecision = 200;

    /// <summary>A claim on the State lapses four years after the one in which it arose (law 68-1250, article 1): with five, nothing is erased that could still be claimed.</summary>
    [Range(1, 100)]
    public int ComplaintYears { get; init; } = 5;

    /// <summary>As long as the report of a year and the comparison with it take.</summary>
    [Range(1, 100)]
    public int SuggestionYears { get; init; } = 2;

    [Range(1, 100)]
    public int ThanksYears { get; init; } = 2;

    /// <summary>
    /// The lasting decision by which cases are erased every day without being asked for, as slips name it, such as the visa of the archives; without one a person decides
    /// each time, since public archives are not eliminated without it (code du patrimoine, L. 212-2 and R. 212-14).
    /// </summary>
    public string? Decision { get; init; }

    /// <summary>Most cases of a site that are erased in a day without being asked for.</summary>
    [Range(1, 100_000)]
    public int MostAtOnce { get; init; } = 200;

    /// <summary>Most percent of a site's cases, where these are more than ten: a wrong period or a wrong clock would take most of them.</summary>
    [Range(1, 100)]
    public int MostPercent { get; init; } = 5;

    /// <summary>Whether cases are erased without being asked for.</summary>
    public bool HasLastingDecision => Decision is { Length: > 0 };

    /// <summary>How many years a nature is kept.</summary>
    public int YearsOf(string kind) => kind switch { Kinds.Complaint => ComplaintYears, Kinds.Suggestion => SuggestionYears, _ => ThanksYears };

    /// <summary>Whether a number of cases is more than is erased without a person who says so.</summary>
    /// <param name="due">How many are due.</param>
    /// <param name="kept">How many there are at the site.</param>
    public bool NeedsPerson(long due, long kept) => !HasLastingDecision || due > MostAtOnce || (due > FewCases && due * 100 > kept * MostPercent);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Decision is { Length: > LongestDecision }) yield return new ValidationResult($"{Section}: Decision has {LongestDecision} characters at most.");
    }
}

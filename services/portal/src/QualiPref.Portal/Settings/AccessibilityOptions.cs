using System.ComponentModel.DataAnnotations;

namespace QualiPref.Portal.Settings;

/// <summary>
/// The audit behind the accessibility statement. Section <c>QualiPref:Portal:Legal:Accessibility</c>. What the statement claims follows from it: no
/// audit, or one that is too old, claims nothing.
/// </summary>
internal sealed class AccessibilityOptions : IValidatableObject
{
    public const string Section = "QualiPref:Portal:Legal:Accessibility";

    private const int ValidYears = 3;

    /// <summary>Day the audit against the RGAA ended.</summary>
    public DateOnly? AuditedOn { get; set; }

    /// <summary>Who made the audit.</summary>
    [StringLength(200)]
    public string? AuditedBy { get; set; }

    /// <summary>Share of the RGAA's criteria that are met, in percent.</summary>
    [Range(0, 100)]
    public int? Rate { get; set; }

    /// <summary>What the audit found not to conform, lines parted by <c>|</c>.</summary>
    [StringLength(4000)]
    public string? Problems { get; set; }

    /// <summary>Contents that the law leaves out, or that would be out of proportion to mend, each with its reason; lines parted by <c>|</c>.</summary>
    [StringLength(4000)]
    public string? Exemptions { get; set; }

    /// <summary>Day the statement was drawn up.</summary>
    public DateOnly? StatedOn { get; set; }

    /// <summary>Address of the plan over several years (schéma pluriannuel) and of the plan of the year.</summary>
    [Url, StringLength(500)]
    public string? Plan { get; set; }

    /// <summary>Whether an audit stands behind the statement on this day.</summary>
    public bool IsAudited(DateOnly today) => AuditedOn is { } day && day.AddYears(ValidYears) > today;

    /// <summary>The three words that the RGAA knows, for the footer of every page.</summary>
    public string Words(DateOnly today) => IsAudited(today)
        ? Rate switch
        {
            100 => "totalement conforme",
            >= 50 => "partiellement conforme",
            _ => "non conforme",
        }
        : "non conforme";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((AuditedOn is null, AuditedBy is null, Rate is null) is not ((true, true, true) or (false, false, false)))
        {
            yield return new ValidationResult($"{Section} needs {nameof(AuditedOn)}, {nameof(AuditedBy)} and {nameof(Rate)} together, or none of them.");
        }
    }
}

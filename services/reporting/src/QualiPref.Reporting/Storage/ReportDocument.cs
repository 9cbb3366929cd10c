using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Reporting.Storage;

/// <summary>One annual report: it stores no figure and follows the cells each time it is read. Its freezings are states in here.</summary>
internal sealed class ReportDocument : AggregateDocument<CutRequested>
{
    /// <summary>Most freezings of one report: the document has to stay far below 16 MB.</summary>
    public const int MostFreezings = 100;

    public required string Network { get; init; }

    /// <summary>Canonical text of a period of whole months.</summary>
    public required string Period { get; init; }

    public required string Title { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Every freezing that was asked for, oldest first.</summary>
    public IReadOnlyList<Freezing> Freezings { get; init; } = [];

    /// <summary><c>draft</c>, <c>freezing</c> while a freezing is under way, or <c>frozen</c> once there is an edition.</summary>
    public string Status => Freezings switch
    {
        var all when all.Any(one => one.IsUnderWay) => "freezing",
        var all when all.Any(one => one.Step == FreezingStep.Frozen) => "frozen",
        _ => "draft",
    };

    /// <summary>Whether a later freezing is under way or has its edition. Revisions follow the cuts: one that was overtaken can only be given up.</summary>
    public bool IsOvertaken(Freezing freezing) => Freezings.SkipWhile(one => one.CutId != freezing.CutId).Any(one => one.IsUnderWay || one.Edition is not null);

    public bool HasContentOf(ReportDocument other) => Network == other.Network && Period == other.Period && Title == other.Title;
}

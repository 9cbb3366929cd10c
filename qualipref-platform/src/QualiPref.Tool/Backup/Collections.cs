using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Persistence;

namespace QualiPref.Tool.Backup;

/// <summary>A collection of a service.</summary>
/// <param name="Service">The service; the rest of its database's name.</param>
/// <param name="Name">The collection.</param>
internal sealed record Collection(string Service, string Name)
{
    /// <summary>Only documents are kept of which this field names a document of another collection, which is read before; null for all.</summary>
    public (string Field, string Of)? Belonging { get; init; }

    /// <summary>As backups name it.</summary>
    public override string ToString() => $"{Service}.{Name}";
}

/// <summary>
/// Every collection of every service, and whether a backup holds it. Whoever adds a collection decides that here, and says why in the README of this folder:
/// a test fails until it is done, and no backup is taken of a database that holds one which is not named here.
/// </summary>
internal static class Collections
{
    /// <summary>Whoever has a database: the services, and the portal with the persons who work here.</summary>
    public static IReadOnlyList<string> Owners { get; } = [.. ServiceNames.All, QualiPrefHost.Portal];

    /// <summary>
    /// What a backup holds, in the order in which it is read. What refers to something is read before that: it was written after it, and nothing that is referred
    /// to is ever removed, so that it is still there when its turn comes.
    /// </summary>
    public static IReadOnlyList<Collection> Kept { get; } =
    [
        .. OfOperators(ServiceNames.Reporting),
        new(ServiceNames.Reporting, "reports"),
        // A report that was opened after reports were read is later than the backup, and so are its editions.
        new(ServiceNames.Reporting, "editions") { Belonging = ("report", "reporting.reports") },
        new(ServiceNames.Reporting, "editionParts"),
        new(ServiceNames.Reporting, "questionnaires"),
        .. OfAudit(ServiceNames.Reporting),
        .. OfOperators(ServiceNames.Indicators),
        new(ServiceNames.Indicators, "balanceRows"),
        new(ServiceNames.Indicators, "parked"),
        new(ServiceNames.Indicators, "cuts"),
        new(ServiceNames.Indicators, "cutStatements"),
        new(ServiceNames.Indicators, "cutSites"),
        new(ServiceNames.Indicators, "cutParts"),
        new(ServiceNames.Indicators, "questionnaires"),
        new(ServiceNames.Indicators, "cells"),
        new(ServiceNames.Indicators, "facts"),
        .. OfAudit(ServiceNames.Indicators),
        .. OfOperators(ServiceNames.Complaints),
        new(ServiceNames.Complaints, "cases"),
        // Counts the cases that name it; one that is still being carried out goes on.
        new(ServiceNames.Complaints, "disposalSlips"),
        new(ServiceNames.Complaints, "letters"),
        // What makes a file of its parts, and then the parts, which are written before.
        new(ServiceNames.Complaints, "attachments.files"),
        new(ServiceNames.Complaints, "attachments.chunks"),
        new(ServiceNames.Complaints, "letterTemplates"),
        new(ServiceNames.Complaints, "printBatches"),
        new(ServiceNames.Complaints, "referenceCounters"),
        .. OfAudit(ServiceNames.Complaints),
        .. OfOperators(ServiceNames.Surveys),
        new(ServiceNames.Surveys, "kiosks"),
        new(ServiceNames.Surveys, "conflicts"),
        new(ServiceNames.Surveys, "slipBatches"),
        new(ServiceNames.Surveys, "responses"),
        new(ServiceNames.Surveys, "commentThemes"),
        new(ServiceNames.Surveys, "waves"),
        new(ServiceNames.Surveys, "questionnaires"),
        new(ServiceNames.Surveys, "questionnaireDrafts"),
        .. OfAudit(ServiceNames.Surveys),
        new(QualiPrefHost.Portal, "savedViews"),
        new(QualiPrefHost.Portal, "persons"),
        .. OfAudit(QualiPrefHost.Portal),
    ];

    /// <summary>What means nothing once the processes have ended.</summary>
    public static IReadOnlyList<Collection> OfTheMoment { get; } =
    [
        new(ServiceNames.Reporting, "verifications"),
        new(ServiceNames.Indicators, "cellSpans"),
        new(ServiceNames.Indicators, "rebuilds"),
        new(ServiceNames.Indicators, "resends"),
        new(ServiceNames.Complaints, "openCases"),
        new(ServiceNames.Complaints, "tellings"),
        new(ServiceNames.Complaints, ErasedCases.Collection),
        new(ServiceNames.Surveys, "tellings"),
        // What a backup of older answers brings back has to be gone through again.
        new(ServiceNames.Surveys, "maskings"),
        new(QualiPrefHost.Portal, "questionnaires"),
        new(QualiPrefHost.Portal, "cookieKeys"),
        new(QualiPrefHost.Portal, "sessions"),
        new(QualiPrefHost.Portal, "limits"),
        .. Owners.SelectMany(service => (Collection[])[new(service, "leases"), new(service, RestoreMark.Collection)]),
    ];

    /// <summary>What the release before kept and this one drops, once that one cannot be running any more; it may be in a backup that was taken then.</summary>
    public static IReadOnlyList<Collection> Former { get; } =
        [new(ServiceNames.Reporting, "cells"), new(ServiceNames.Reporting, "balance"), new(ServiceNames.Indicators, "balanceMonths")];

    // A message before its body, which is written first.
    private static IEnumerable<Collection> OfOperators(string service) => [new(service, "messages"), new(service, "messageBodies")];

    // After all that entries wait in: from there they move to the chain, where one that was read on its way is known again by its id. What was written while the rest was
    // read may be about what the backup does not hold.
    private static IEnumerable<Collection> OfAudit(string service) => [new(service, "auditWaiting"), new(service, "audit")];
}

using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Features.ComparingRevisions;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Reporting.Indicators;
using QualiPref.Reporting.Storage;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.FreezingReports;

/// <summary>
/// Makes the edition of a cut: root, parts, figures and manifest first, the edition that points to them last. Every step is the same
/// when it is done again, so that a death anywhere costs time only.
/// </summary>
internal sealed partial class EditionBuilder(
    EditionStore editions, EditionReader reader, Catalogue catalogue, IndicatorsClient indicators, AuditHeads heads, TimeProvider time, ILogger<EditionBuilder> logger)
{
    private const int MostRaces = 20;

    private static readonly AuditAct Stored = new(AuditKinds.Freeze, "edition.store");

    public static Guid EditionOf(Guid cut) => Uuid5.Create(cut, "edition");

    /// <summary>Builds the edition, or finds it built.</summary>
    /// <param name="report">The report.</param>
    /// <param name="freezing">Its freezing, whose cut was taken.</param>
    /// <param name="isMine">Whether this replica may go on; asked between the parts.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The edition; null when another replica goes on.</returns>
    /// <exception cref="CutUnreadableException">The cut is not the one that was announced.</exception>
    public async Task<FrozenEdition?> BuildAsync(ReportDocument report, Freezing freezing, Func<Task<bool>> isMine, CancellationToken cancellationToken)
    {
        var id = EditionOf(freezing.CutId);
        if (await editions.FindAsync(id, cancellationToken) is { } built) return Reference(built);
        var cut = new CutReader(editions, indicators, logger);
        var root = await cut.ReadRootAsync(freezing.CutId, freezing.RootDigest!, cancellationToken);
        if ((root.Network, root.Period, root.AsOf) != (report.Network, report.Period, freezing.AsOf))
        {
            throw new CutUnreadableException($"it is one of {root.Network} {root.Period} as of {root.AsOf:O}");
        }
        var network = NetworkOf(report, freezing);
        var scope = catalogue.ScopeOf(network, Period.Parse(report.Period), root.AsOf);
        var tally = scope.NewTally();
        foreach (var heard in root.HeardSince) tally.Add(heard);
        foreach (var digest in root.Parts.Select(part => part.Digest).Distinct())
        {
            tally.Add(await cut.ReadPartAsync(freezing.CutId, digest, cancellationToken));
            if (!await isMine()) return null;
        }
        return await StoreAsync(id, report, freezing, root, network, scope, scope.Compute(tally), cancellationToken);
    }

    /// <summary>The network with the sites of the cut.</summary>
    /// <exception cref="ProblemException">They are not in the catalogue: an outage while a new one may be on its way here, a fault after that.</exception>
    private Network NetworkOf(ReportDocument report, Freezing freezing)
    {
        var network = catalogue.Networks.FirstOrDefault(one => one.Code == report.Network);
        var sites = freezing.Sites ?? network?.Sites ?? [];
        if (network is not null && sites.All(site => catalogue.TryGetSite(site, out _))) return network with { Sites = sites };
        var isRollOut = time.GetUtcNow().UtcDateTime - freezing.RequestedAt < RollOut.Patience;
        throw isRollOut ? RollOut.NotYet() : new ProblemException(new Problem(ReportingProblems.NetworkGone));
    }

    private async Task<FrozenEdition?> StoreAsync(
        Guid id, ReportDocument report, Freezing freezing, CutRoot root, Network network, ReportScope scope, ReportFigures figures,
        CancellationToken cancellationToken)
    {
        var ends = await heads.ReadAsync(cancellationToken);
        for (var race = 0; race < MostRaces; race++)
        {
            var latest = await editions.FindLatestAsync(report.Network, report.Period, cancellationToken);
            var changes = await ChangesAsync(latest, freezing.CutId, new Revision(scope, figures.Figures), cancellationToken);
            var frozen = Freeze(scope, figures, freezing, root, changes);
            var figuresDigest = await editions.PutAsync(FrozenJson.Write(frozen), cancellationToken);
            var manifest = new EditionManifest
            {
                Edition = id,
                Report = report.Id,
                Title = report.Title,
                Network = network.Code,
                NetworkName = network.Name,
                Period = report.Period,
                AsOf = root.AsOf,
                Revision = (latest?.Revision ?? 0) + 1,
                Previous = latest?.Id,
                CreatedAt = time.GetUtcNow().UtcDateTime.ToMilliseconds(),
                CodeVersion = CodeVersion.Text,
                Formats = EditionFormats.Of(root),
                Cut = new ManifestCut(root.CutId, freezing.RootDigest!, root.Parts),
                FiguresDigest = figuresDigest,
                Definitions = scope.Definitions,
                Sites = scope.Sites,
                Labels = ReportLabels.Of(catalogue),
                AuditHeads = ends,
            };
            var edition = EditionOf(manifest, await editions.PutAsync(FrozenJson.Write(manifest), cancellationToken));
            if (await editions.TryAddAsync(edition, EntryOn(edition, scope.Sites.Select(site => site.Code)), cancellationToken)) return Reference(edition);
            // Another replica built the same one, or another report of the same period took the revision.
            if (await editions.FindAsync(id, cancellationToken) is { } built) return Reference(built);
        }
        return null;
    }

    private async Task<IReadOnlyList<FigureChange>?> ChangesAsync(EditionDocument? latest, Guid cut, Revision now, CancellationToken cancellationToken)
    {
        if (latest is null) return [];
        // What somebody did to an older edition must not keep the new one from being frozen.
        if (await reader.TryOpenAsync(latest, cancellationToken) is not { } before) return null;
        try
        {
            var tally = await CauseTally.ReadAsync(now.Scope.Period, indicators.AllDifferencesAsync(latest.CutId, cut, cancellationToken), cancellationToken);
            return RevisionComparison.Compare(before.AsRevision(), now, tally);
        }
        catch (ProblemException exception) when (exception.Problem.Kind == ReportingProblems.CutDamaged)
        {
            LogNotCompared(cut, latest.CutId);
            return null;
        }
    }

    private static FrozenFigures Freeze(ReportScope scope, ReportFigures figures, Freezing freezing, CutRoot root, IReadOnlyList<FigureChange>? changes) => new()
    {
        Figures = figures.Figures,
        Complaints = figures.Complaints,
        SiteDays = figures.SiteDays,
        Sections = ReportOutline.For(scope.Definitions),
        Warnings = ReportWarnings.Of(
            scope.Period, scope.AsOf, figures.Figures, scope.Sites, scope.Definitions,
            ReportBalance.Of(root.Balance.Where(row => scope.Period.Contains(row.Month)))),
        Balance = root.Balance,
        Declared = freezing.Declared,
        Open = root.Open,
        Changes = changes,
    };

    private static EditionDocument EditionOf(EditionManifest manifest, string digest) => new()
    {
        Id = manifest.Edition,
        Report = manifest.Report,
        Network = manifest.Network,
        Period = manifest.Period,
        Title = manifest.Title,
        AsOf = manifest.AsOf,
        Revision = manifest.Revision,
        CreatedAt = manifest.CreatedAt,
        CutId = manifest.Cut.Id,
        ManifestDigest = digest,
    };

    private AuditEntry EntryOn(EditionDocument edition, IEnumerable<string> sites) => AuditEntry.Of(
        Stored, new AuditActor(Roles.Service, ReportingModule.ServiceName), AuditSubject.Of("edition", edition.Id), time.GetUtcNow(), sites,
        ("report", edition.Report.ToString()), ("network", edition.Network), ("period", edition.Period), ("manifest", edition.ManifestDigest));

    public static FrozenEdition Reference(EditionDocument edition) => new(edition.Id, edition.Revision, edition.CreatedAt);

    [LoggerMessage(EventId = 4207, Level = LogLevel.Error, Message = "indicators cannot compare cut {Cut} with cut {Latest}, one of which is gone or was altered there: the edition does not say what changed")]
    private partial void LogNotCompared(Guid cut, Guid latest);
}

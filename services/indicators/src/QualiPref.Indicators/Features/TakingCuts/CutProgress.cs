using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>
/// Carries a cut from request to end: each site with its parts, then the root, then one update that says it is taken and tells it. What
/// is done is written down after each step, so whoever goes on after a death goes on from there.
/// </summary>
internal sealed partial class CutProgress(
    CutStore cuts, CutStatementStore statements, CutSite sites, BalanceReader balance, IndicatorsDatabase database, LiveCatalogue catalogue,
    IOptions<CutOptions> options, TimeProvider time, ILogger<CutProgress> logger)
{
    // When a cut was first looked at after the newest sign of life. Another process, or one that was busy with another cut meanwhile, begins anew: what came
    // is still in the queues, and nothing was asked for again. So does another catalogue: what was held for it is about to be counted.
    private readonly Dictionary<Guid, (DateTime Sign, Catalogue Catalogue, DateTime LookedAt)> _looks = [];

    /// <summary>Goes as far as possible now.</summary>
    public async Task AdvanceAsync(CutDocument cut, CancellationToken cancellationToken)
    {
        if (cut.State == CutDocument.Open && !await TryEndAsync(cut, cancellationToken)) return;
        await cuts.ClearAsync(cut.Id, cancellationToken);
    }

    /// <summary>Forgets what is remembered of cuts that have ended, here or at another replica.</summary>
    /// <param name="unfinished">The others.</param>
    public void ForgetAllBut(IReadOnlySet<Guid> unfinished)
    {
        sites.ForgetAllBut(unfinished);
        foreach (var cut in _looks.Keys.Where(cut => !unfinished.Contains(cut)).ToList()) _looks.Remove(cut);
    }

    /// <summary>Stores the root of a cut whose sites are all done.</summary>
    /// <returns>Its digest.</returns>
    public async Task<string> StoreRootAsync(CutDocument cut, CancellationToken cancellationToken)
    {
        var taken = (await cuts.SitesAsync(cut.Id, cancellationToken)).Values
            .OrderBy(site => site.Site, StringComparer.Ordinal)
            .Select(site => site.Taken ?? throw new InvalidOperationException($"Site {site.Site} of cut {cut.Id} is not done."))
            .ToList();
        var root = new CutRoot
        {
            CutId = cut.Id,
            Network = cut.Network,
            Period = cut.Period,
            AsOf = cut.AsOf,
            RequestedAt = cut.RequestedAt,
            TakenAt = time.GetUtcNow(),
            CodeVersion = CodeVersion.Text,
            CellFormat = CellFormats.All.Count,
            HeardSince = await balance.FirstMonthsAsync(cut.Sites, cancellationToken),
            Parts = [.. taken.SelectMany(site => site.Parts)],
            Balance = [.. taken.SelectMany(site => site.Balance)],
            Open = [.. taken.SelectMany(site => site.Open)],
        };
        return await database.CutParts.PutAsync(CutJson.Write(root), cancellationToken);
    }

    /// <summary>Ends a cut.</summary>
    /// <param name="cut">The cut.</param>
    /// <param name="rootDigest">Digest of its stored root; null when it is given up.</param>
    /// <param name="open">The rows for which it is given up.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task EndAsync(CutDocument cut, string? rootDigest, IReadOnlyList<OpenMonth> open, CancellationToken cancellationToken)
    {
        var message = new CutTaken { CutId = cut.Id, RootDigest = rootDigest, Open = open };
        var duration = await cuts.NowAsync(cancellationToken) - cut.ArrivedAt;
        if (!await cuts.TryEndAsync(cut, message, time.GetUtcNow().UtcDateTime, cancellationToken)) return;
        IndicatorsTelemetry.CutEnded(rootDigest is null ? CutDocument.GivenUp : CutDocument.Taken, duration);
        if (rootDigest is null) LogGivenUp(cut.Id, open.Count);
    }

    private async Task<bool> TryEndAsync(CutDocument cut, CancellationToken cancellationToken)
    {
        // Decided once for all sites: each of them is looked at after the limit before the cut is given up.
        var isLast = await IsOverdueAsync(cut.Id, cancellationToken);
        var progress = await cuts.SitesAsync(cut.Id, cancellationToken);
        var left = cut.Sites.Where(site => progress.GetValueOrDefault(site)?.Taken is null).ToList();
        var ready = isLast ? left : left.Intersect(await statements.AnsweredSitesAsync(cut, cancellationToken)).ToList();
        var open = new List<OpenMonth>();
        var taken = 0;
        foreach (var site in ready)
        {
            if (!await cuts.TryHoldAsync(cancellationToken)) return false;
            var rows = await sites.TryTakeAsync(cut, site, progress.GetValueOrDefault(site), isLast, cancellationToken);
            open.AddRange(rows);
            if (rows.Count > 0) continue;
            taken++;
            await cuts.NoteAliveAsync(cut.Id, cancellationToken);
        }
        var waits = taken < left.Count;
        if (waits && !isLast) return false;
        await EndAsync(cut, waits ? null : await StoreRootAsync(cut, cancellationToken), open, cancellationToken);
        return true;
    }

    /// <summary>
    /// Whether nobody was heard to be at work on a cut for the limit, counted from the first look after the last sign. It is read anew: another cut may have
    /// taken its time since it was listed.
    /// </summary>
    private async Task<bool> IsOverdueAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await cuts.FindAsync(id, cancellationToken) is not { } cut) return false;
        var now = time.GetUtcNow().UtcDateTime;
        var (sign, known) = (cut.AliveAt ?? cut.ArrivedAt, catalogue.Current);
        if (!_looks.TryGetValue(id, out var look) || look.Sign != sign || look.Catalogue != known) _looks[id] = look = (sign, known, now);
        return now - look.LookedAt >= LimitOf(cut, known);
    }

    // What is missing may be held for a site that this catalogue does not know yet.
    private TimeSpan LimitOf(CutDocument cut, Catalogue known)
    {
        var limit = options.Value.CutLimit;
        return cut.Sites.All(site => known.TryGetSite(site, out _)) || limit > RollOut.Patience ? limit : RollOut.Patience;
    }

    [LoggerMessage(EventId = 3602, Level = LogLevel.Warning, Message = "Cut {Cut} is given up: {Count} rows of the balance did not close within the limit and were not declared")]
    private partial void LogGivenUp(Guid cut, int count);
}

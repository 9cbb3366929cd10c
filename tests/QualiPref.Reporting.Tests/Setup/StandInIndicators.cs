using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Statistics.Figures;
using QualiPref.Testing;
using QualiPref.Testing.Contract;

namespace QualiPref.Reporting.Tests.Setup;

/// <summary>
/// Stands in for the service next door: takes cuts of the cells it is given and answers the calls that <c>reporting</c> makes of it, over
/// HTTP and with the same identity check. What it holds survives a restart of the host, as a service next door does.
/// </summary>
public sealed class StandInIndicators : IServiceModule
{
    private static readonly ProblemKind Damaged = new("QP-INDICATORS-013", 409, new Words("Une partie a été altérée.", "A part was altered."));

    private readonly Dictionary<Guid, Cut> _cuts = [];

    public string Name => "indicators";

    /// <summary>What the facts of today count to.</summary>
    public List<SiteDayCell> Cells { get; } = [];

    /// <summary>The balance that cuts and drafts state.</summary>
    public List<BalanceMonth> Balance { get; } = [];

    /// <summary>Every request for a cut that came in.</summary>
    public List<CutRequested> Requests { get; } = [];

    /// <summary>Whether cuts are taken as soon as they are asked for.</summary>
    public bool TakesCuts { get; set; } = true;

    /// <summary>Rows that stay open: cuts are given up unless all of them were declared.</summary>
    public List<OpenMonth> Open { get; } = [];

    /// <summary>What verifying a part finds at the facts of a site-day; its cell is counted again as given here.</summary>
    public Dictionary<string, SiteDayCell> ChangedFacts { get; } = [];

    /// <summary>Facts that differ between any two cuts.</summary>
    public List<object> Changes { get; } = [];

    /// <summary>Whether a page of the differences cannot be told since a cut is damaged, by its cursor.</summary>
    public Func<string?, bool> ComparesDamage { get; set; } = _ => false;

    /// <summary>Called before each answer with the path below <c>/cuts</c>, or <c>report-figures</c>; may wait or throw.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What becomes of bytes on the way.</summary>
    public Func<byte[], byte[]> Transmit { get; set; } = bytes => bytes;

    /// <summary>Sites that the catalogue there does not know yet.</summary>
    public HashSet<string> Unknown { get; } = [];

    /// <summary>The clock of the host.</summary>
    public ShiftedTime Time { get; } = new();

    /// <summary>What the host logs of errors.</summary>
    public FaultLog Faults { get; } = new();

    /// <summary>The pairs of cuts that were compared, in the order in which the call named them.</summary>
    public List<(Guid From, Guid To)> Compared { get; } = [];

    /// <summary>Holds what is asked and answered here against the contract of the service that this stands for.</summary>
    public ContractWatch Contract { get; } = new("indicators");

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(this);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Logging.AddProvider(Faults);
        builder.Services.AddSingleton<IStartupFilter>(Contract);
        builder.Services.AddAudited(Name);
    }

    public void AddConsumers(ConsumerList consumers) => consumers.Add<CutRequestedConsumer, CutRequested>(Name, concurrency: 1);

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        var calls = api.MapGroup("").Allow(Roles.Service, SiteRule.None);
        calls.MapGet("/cuts/{id:guid}", (Guid id, HttpContext context) => ServeAsync(context, $"{id}", id, cut => cut.Root));
        calls.MapGet("/cuts/{id:guid}/parts/{digest}", (Guid id, string digest, HttpContext context) =>
            ServeAsync(context, $"{id}/parts/{digest}", id, cut => cut.Parts.GetValueOrDefault(digest)));
        calls.MapPost("/cuts/{id:guid}/parts/{digest}/verify", VerifyAsync);
        calls.MapGet("/cuts/{from:guid}/differences", (Guid from, Guid to, string? cursor, int pageSize) =>
        {
            Compared.Add((from, to));
            return ComparesDamage(cursor) ? new Problem(Damaged) : Results.Ok(Differences(cursor, pageSize));
        }).TakesQuery([QueryParameter.Id("to", "The later cut."), .. QueryParameter.Page]);
        calls.MapGet("/report-figures", ReportFiguresAsync)
            .TakesQuery(QueryParameter.Network, QueryParameter.Period, QueryParameter.Date("asOf", "Day of judgement."));
        api.MapAudit(Name);
    }

    /// <summary>Has the facts of some site-days count to these cells.</summary>
    public void Hold(params IReadOnlyList<SiteDayCell> cells)
    {
        Cells.RemoveAll(held => cells.Any(cell => KeyOf(cell) == KeyOf(held)));
        Cells.AddRange(cells);
    }

    /// <summary>Has the balance of some months be these rows.</summary>
    public void Hold(params IReadOnlyList<BalanceMonth> rows)
    {
        Balance.RemoveAll(held => rows.Any(row => (row.Source, row.Site, row.Month) == (held.Source, held.Site, held.Month)));
        Balance.AddRange(rows);
    }

    /// <summary>Takes the cut of a request, as it does by itself once everything has come in.</summary>
    public async Task TakeAsync(CutRequested request, IMessagePublisher publisher)
    {
        var declared = request.Declared.Select(row => (row.Source, row.Site, row.Month)).ToHashSet();
        var open = Open.Where(row => !declared.Contains((row.Source, row.Site, row.Month))).ToList();
        await PublishAsync(publisher, open.Count > 0
            ? new CutTaken { CutId = request.CutId, Open = open }
            : new CutTaken { CutId = request.CutId, RootDigest = ContentStore.DigestOf(Write(request).Root), Open = [] });
    }

    public static Task PublishAsync(IMessagePublisher publisher, CutTaken taken) => publisher.PublishAsync<CutTaken>(
        [new OutgoingMessage<CutTaken>(Guid.NewGuid(), taken)], CancellationToken.None);

    private Cut Write(CutRequested request)
    {
        var parts = Cells.GroupBy(cell => (cell.Site, MonthOf(cell.Date))).Select(PartOf).ToList();
        var root = new CutRoot
        {
            CutId = request.CutId,
            Network = request.Network,
            Period = request.Period,
            AsOf = request.AsOf,
            RequestedAt = DateTimeOffset.UnixEpoch,
            TakenAt = DateTimeOffset.UnixEpoch,
            CodeVersion = "stand-in",
            Parts = [.. parts.Select(part => part.Reference)],
            Balance = [.. Balance],
            Open = [.. Open],
        };
        return _cuts[request.CutId] = new Cut(Bytes(root), parts.ToDictionary(part => part.Reference.Digest, part => part.Bytes));
    }

    private static (CutPartReference Reference, byte[] Bytes) PartOf(IGrouping<(string Site, string Month), SiteDayCell> month)
    {
        List<SiteDayCell> cells = [.. month.OrderBy(cell => cell.Date)];
        var bytes = Bytes(new CutPart { SiteDays = [.. cells.Select(cell => new CutSiteDay { Cell = cell, Site = cell.Site, Date = cell.Date, Facts = "" })] });
        return (new CutPartReference(ContentStore.DigestOf(bytes), month.Key.Site, cells[0].Date, cells[^1].Date, cells.Count, bytes.Length), bytes);
    }

    private async Task<IResult> ServeAsync(HttpContext context, string path, Guid id, Func<Cut, byte[]?> find)
    {
        await Before(path, context.RequestAborted);
        return _cuts.TryGetValue(id, out var cut) && find(cut) is { } bytes ? TypedResults.Bytes(Transmit(bytes), "application/json") : TypedResults.NotFound();
    }

    private async Task<IResult> VerifyAsync(Guid id, string digest, HttpContext context)
    {
        await Before($"{id}/parts/{digest}/verify", context.RequestAborted);
        if (!_cuts.TryGetValue(id, out var cut) || !cut.Parts.TryGetValue(digest, out var bytes)) return TypedResults.NotFound();
        List<SiteDayCell> cells = [.. JsonSerializer.Deserialize<CutPart>(bytes, JsonSerializerOptions.Web)!.SiteDays.Select(day => day.Cell!)];
        var changed = cells.Where(cell => ChangedFacts.ContainsKey(KeyOf(cell))).ToList();
        return TypedResults.Ok(new
        {
            verified = changed.Count == 0,
            // Behind each cell here stands one fact.
            facts = cells.Count,
            differences = changed.Select(cell => new
            {
                kind = "fact",
                id = FactOf(cell),
                site = cell.Site,
                date = cell.Date,
                expected = $"1 {ContentStore.DigestOf(Bytes(cell))[..32]}",
                found = $"1 {ContentStore.DigestOf(Bytes(ChangedFacts[KeyOf(cell)]))[..32]}",
                detail = "Cette version du fait a été altérée.",
            }),
            unlisted = 0,
            cells = cells.Select(cell => ChangedFacts.GetValueOrDefault(KeyOf(cell), cell)),
        });
    }

    private object Differences(string? cursor, int pageSize)
    {
        var from = cursor is null ? 0 : BitConverter.ToInt32(Base64Url.DecodeFromChars(cursor));
        var next = from + pageSize < Changes.Count ? Base64Url.EncodeToString(BitConverter.GetBytes(from + pageSize)) : null;
        return new { items = Changes.Skip(from).Take(pageSize), next };
    }

    private async Task<object> ReportFiguresAsync(string network, string period, DateOnly asOf, Catalogue catalogue, CancellationToken cancellationToken)
    {
        await Before("report-figures", cancellationToken);
        var (sites, asked) = (catalogue.Sites.Where(site => site.Network == network).ToList(), Period.Parse(period));
        var tally = new FigureTally([.. sites.Select(site => site.Code)], Span(asked), Span(asked.YearBefore()), asOf);
        foreach (var first in Balance.GroupBy(row => (row.Source, row.Site))) tally.Add(new SourceSince(first.Key.Source, first.Key.Site, first.Min(row => row.Month)));
        tally.Add(Cells);
        var report = ReportFigures.Of(new FigureRequest
        {
            Definitions = catalogue.Indicators,
            Network = network,
            Sites = [.. sites.Where(site => !Unknown.Contains(site.Code)).Select(site => new SiteScope(site.Code, [.. site.Modules.Select(module => module.Code)]))],
        }, tally);
        var balance = Balance.Where(row => asked.Contains(row.Month)).Select(BalanceRow.Of);
        return new { report.Figures, report.Complaints, report.SiteDays, balance };
    }

    private static FigurePeriod Span(Period period) => new(period.ToString(), period.From, period.To);

    /// <summary>The fact behind a cell.</summary>
    public static string FactOf(SiteDayCell cell) => $"surveys/{Uuid5.Create(Guid.Empty, KeyOf(cell))}";

    public static string KeyOf(SiteDayCell cell) => $"{cell.Site}|{cell.Date:O}";

    private static string MonthOf(DateOnly date) => date.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static byte[] Bytes<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, JsonSerializerOptions.Web);

    private sealed record Cut(byte[] Root, IReadOnlyDictionary<string, byte[]> Parts);

    internal sealed class CutRequestedConsumer(StandInIndicators standIn, IMessagePublisher publisher) : IConsumer<CutRequested>
    {
        public Task Consume(ConsumeContext<CutRequested> context)
        {
            standIn.Requests.Add(context.Message);
            return standIn.TakesCuts ? standIn.TakeAsync(context.Message, publisher) : Task.CompletedTask;
        }
    }
}

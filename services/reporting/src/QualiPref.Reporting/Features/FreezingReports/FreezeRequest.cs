using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Http;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.FreezingReports;

/// <summary>A freezing as it was asked for.</summary>
/// <param name="Key">The <c>Idempotency-Key</c>.</param>
/// <param name="Declared">Rows that may stay open, in a fixed order.</param>
/// <param name="AsOf">Date of judgement, null for today.</param>
internal sealed record FreezeRequest(string Key, IReadOnlyList<DeclaredException> Declared, DateOnly? AsOf)
{
    private const int MostDeclared = 200;

    private const int MostPending = 100_000_000;

    private static readonly DateOnly Earliest = new(Platform.Time.Period.FirstYear, 1, 1);

    private static readonly string[] Sources = ["surveys", "complaints"];

    /// <summary>SHA-256 of what was asked for, however the JSON was written.</summary>
    public string Digest => ContentStore.DigestOf(Encoding.UTF8.GetBytes(FrozenJson.Text(new { Declared, AsOf })));

    /// <summary>Reads header and body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">The body, undefined when there is none.</param>
    /// <param name="sites">Sites of the network.</param>
    /// <param name="period">Period of the report.</param>
    /// <param name="today">Today at the network.</param>
    /// <exception cref="ProblemException">422 with every fault.</exception>
    public static FreezeRequest Read(HttpRequest request, JsonElement body, IReadOnlyList<string> sites, Period period, DateOnly today)
    {
        var errors = new FieldErrors();
        var key = IdempotencyKey.Read(request, errors, required: true);
        var (declared, asOf) = body.ValueKind == JsonValueKind.Undefined ? ([], null) : ReadBody(new JsonFields(body, errors), sites, period, today);
        errors.ThrowIfAny();
        return new FreezeRequest(key!, declared, asOf);
    }

    /// <summary>Reads the body alone.</summary>
    public static (IReadOnlyList<DeclaredException> Declared, DateOnly? AsOf) ReadBody(
        JsonFields fields, IReadOnlyList<string> sites, Period period, DateOnly today)
    {
        var asOf = fields.Date("asOf");
        if (asOf > today || asOf < Earliest)
        {
            fields.Refuse("asOf", $"Une date du {Earliest.InFrench()} au {today.InFrench()} est attendue.", $"A date from {Earliest:yyyy-MM-dd} to {today:yyyy-MM-dd} is expected.");
        }
        var items = fields.Objects("declared", MostDeclared) ?? [];
        fields.RefuseUnknown();
        var rows = items.Select(item => ReadRow(item, sites, period)).OfType<DeclaredException>().ToList();
        if (rows.DistinctBy(Place).Count() < rows.Count) fields.Refuse("declared", "Une même ligne est déclarée deux fois.", "A row is declared twice.");
        return ([.. rows.OrderBy(Place)], asOf);
    }

    private static DeclaredException? ReadRow(JsonFields row, IReadOnlyList<string> sites, Period period)
    {
        var source = row.Code("source", Sources, required: true);
        var site = row.CatalogueCode("site", sites, required: true);
        var month = ReadMonth(row, period);
        var pending = row.Integer("pending", 0, MostPending, required: true);
        var reason = row.Text("reason", 500, required: true);
        row.RefuseUnknown();
        return source is null || site is null || month is null || pending is null || reason is null
            ? null
            : new DeclaredException(source, site, month.Value, (int)pending, reason.Trim());
    }

    private static DateOnly? ReadMonth(JsonFields row, Period period)
    {
        if (row.Text("month", 7, required: true) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            && (period.Contains(month) || period.YearBefore().Contains(month)))
        {
            return month;
        }
        row.Refuse("month", "Un mois AAAA-MM de la période ou de l'année précédente est attendu.", "A month yyyy-MM of the period or of the year before is expected.");
        return null;
    }

    private static (string Source, string Site, DateOnly Month) Place(DeclaredException row) => (row.Source, row.Site, row.Month);
}

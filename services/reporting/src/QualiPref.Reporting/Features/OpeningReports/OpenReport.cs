using System.Text.Json;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.OpeningReports;

/// <summary>Reads what <c>POST /reports</c> is asked.</summary>
internal static class OpenReport
{
    private static readonly Guid KeySpace = new("6f0d8a0e-3d0b-4c53-9a0c-3f9b6f3a7d21");

    /// <summary>Reads the body and the <c>Idempotency-Key</c> header.</summary>
    /// <exception cref="ProblemException">422 with every fault.</exception>
    public static AcceptedReport Read(JsonElement body, HttpRequest request, Catalogue catalogue)
    {
        var errors = new FieldErrors();
        var (id, network, period, title) = Read(new JsonFields(body, errors), catalogue);
        var keyed = IdFromKey(request, errors);
        errors.ThrowIfAny();
        return new AcceptedReport(
            id ?? keyed ?? Guid.CreateVersion7(), id is null && keyed is not null,
            catalogue.Networks.First(one => one.Code == network), period!, title!.Trim());
    }

    /// <summary>Reads the body alone.</summary>
    public static (Guid? Id, string? Network, Period? Period, string? Title) Read(JsonFields fields, Catalogue catalogue)
    {
        var id = fields.Id("id");
        var network = fields.CatalogueCode("network", [.. catalogue.Networks.Select(one => one.Code)], required: true);
        var period = ReadWholeMonths(fields);
        var title = fields.Text("title", 200, required: true);
        if (title?.AsSpan().Trim().IndexOfAny("\r\n\t") >= 0) fields.Refuse("title", "Un titre tient sur une ligne.", "A title is one line.");
        fields.RefuseUnknown();
        return (id, network, period, title);
    }

    private static Period? ReadWholeMonths(JsonFields fields)
    {
        if (fields.Text("period", 30, required: true) is not { } text) return null;
        if (Platform.Time.Period.TryParse(text, out var period) && period.IsWholeMonths) return period;
        fields.Refuse("period",
            "Écrivez des mois entiers : 2026, 2026-S1, 2026-Q3, 2026-07 ou 2026-07-01..2026-09-30.",
            "A period of whole months is expected: 2026, 2026-S1, 2026-Q3, 2026-07 or 2026-07-01..2026-09-30.");
        return null;
    }

    private static Guid? IdFromKey(HttpRequest request, FieldErrors errors) =>
        IdempotencyKey.Read(request, errors) is { } key ? Uuid5.Create(KeySpace, key) : null;
}

/// <summary>A report that may be opened.</summary>
/// <param name="Id">Its id: the client's, or of its key, or a new one.</param>
/// <param name="IsKeyed">Whether the id comes from <c>Idempotency-Key</c>.</param>
/// <param name="Network">The network.</param>
/// <param name="Period">A period of whole months.</param>
/// <param name="Title">Title without blanks around it.</param>
internal sealed record AcceptedReport(Guid Id, bool IsKeyed, Network Network, Period Period, string Title)
{
    public ReportDocument ToDocument(DateTime now) => new()
    {
        Id = Id,
        Version = 1,
        Network = Network.Code,
        Period = Period.ToString(),
        Title = Title,
        CreatedAt = now.ToMilliseconds(),
    };
}

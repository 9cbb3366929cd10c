using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Indicators.Features.TypingMeasurements;

/// <summary>Takes the lines of a file: one read and one or two writes, however many lines; one write more where it corrects what is there.</summary>
internal sealed class MeasurementImport(
    MeasurementReader reader, MeasurementStore measurements, FactStore facts, WorkSignal signal, [FromKeyedServices(IndicatorsDatabase.Service)] AuditLog audit)
{
    private static readonly Guid Space = new("0a4f9c6e-6f7b-4d0e-9d55-51c7a8a3f0b2");

    public async Task<IReadOnlyList<ImportedLine>> RunAsync(
        IReadOnlyList<MeasurementLine> lines, Caller caller, HttpContext context, CancellationToken cancellationToken)
    {
        var read = Read(lines, caller);
        var noted = new HashSet<Guid>();
        RecordedFacts recorded;
        List<(ImportedLine Line, Fact? Fact)> judged;
        do
        {
            var stored = await measurements.FindAsync(read.Where(line => line.Body is not null).Select(line => line.Id), cancellationToken);
            judged = [.. read.Select(line => Judge(line, stored.GetValueOrDefault(line.Id), context.Request))];
            var corrected = judged.Where(line => line.Fact is { Version: > 1 } && noted.Add(line.Line.Id!.Value)).Select(line => (line.Line.Id!.Value, (string?)line.Fact!.Day.Site));
            await audit.AppendListAsync(context, "measurement", corrected, cancellationToken);
            recorded = await facts.RecordAsync([.. judged.Select(line => line.Fact).OfType<Fact>()], cancellationToken);
            IndicatorsTelemetry.Recorded(FactSources.Measurements, recorded, parked: 0);
        }
        // Another import wrote one of these versions meanwhile: judge again by what is stored now.
        while (recorded.Known > 0);
        signal.Nudge();
        return [.. judged.Select(line => line.Line)];
    }

    private List<ReadLine> Read(IReadOnlyList<MeasurementLine> lines, Caller caller)
    {
        var firstOf = new Dictionary<Guid, int>();
        var read = new List<ReadLine>();
        foreach (var line in lines)
        {
            var errors = new FieldErrors();
            var body = reader.Read(new JsonFields(line.Body, errors), caller.Covers);
            var id = body is null ? Guid.Empty : Uuid5.Create(Space, string.Join('\n', body.Indicator, body.Site, body.Month, body.Source));
            if (body is not null && !firstOf.TryAdd(id, line.Number))
            {
                errors.Add("", $"Même mesure qu'à la ligne {firstOf[id]}.", $"Same measurement as on line {firstOf[id]}.");
                body = null;
            }
            read.Add(new ReadLine(line.Number, id, body, errors.Found));
        }
        return read;
    }

    private static (ImportedLine Line, Fact? Fact) Judge(ReadLine line, StoredMeasurement? stored, HttpRequest request)
    {
        if (line.Body is null)
        {
            return (new ImportedLine(line.Number, "invalid", null,
                [.. line.Errors.Select(error => new ImportError(error.Pointer, error.Message.For(request)))]), null);
        }
        if (stored is null) return (Done("created"), line.Body.ToFact(line.Id, version: 1));
        return MeasurementBody.Of(stored) == line.Body
            ? (Done("unchanged"), null)
            : (Done("updated"), line.Body.ToFact(line.Id, stored.Version + 1));

        ImportedLine Done(string result) => new(line.Number, result, line.Id, []);
    }

    private sealed record ReadLine(int Number, Guid Id, MeasurementBody? Body, IReadOnlyList<FieldError> Errors);
}

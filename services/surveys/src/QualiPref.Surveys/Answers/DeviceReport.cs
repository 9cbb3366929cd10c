using System.Text.Json;
using QualiPref.Platform.Http;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Answers;

/// <summary>
/// What a device says of itself when it sends. Faults and unknown fields are passed over: a device that is newer than the server, or
/// whose battery sensor is broken, must still be able to hand in its answers.
/// </summary>
internal sealed record DeviceReport
{
    public int? Enrolment { get; private init; }

    public DateTimeOffset? SentAt { get; private init; }

    public ClockReading? Clock { get; private init; }

    /// <summary>Answers that still wait on it.</summary>
    public long? Backlog { get; private init; }

    /// <summary>Answers that it keeps because the server set them aside or could not take them.</summary>
    public long? Aside { get; private init; }

    public string? AppVersion { get; private init; }

    /// <summary>Charge in percent.</summary>
    public double? Battery { get; private init; }

    public string? Browser { get; private init; }

    public DeviceStorage? Storage { get; private init; }

    public static DeviceReport Read(JsonElement? device) =>
        device is { ValueKind: JsonValueKind.Object } given ? Read(new JsonFields(given, new FieldErrors())) : new DeviceReport();

    public static DeviceReport Read(JsonFields fields)
    {
        // The token names the kiosk; this is named so that the contract does.
        fields.Id("kiosk");
        return new DeviceReport
        {
            Enrolment = (int?)fields.Integer("enrolment", 1, int.MaxValue),
            SentAt = AnswerReader.ReadInstant(fields, "sentAt"),
            Clock = AnswerReader.ReadClock(fields),
            Backlog = fields.Integer("backlog", 0, int.MaxValue),
            Aside = fields.Integer("aside", 0, int.MaxValue),
            AppVersion = fields.Text("appVersion", 50),
            Battery = fields.Number("battery", 0, 100),
            Browser = fields.Text("browser", 300),
            Storage = ReadStorage(fields.Object("storage")),
        };
    }

    private static DeviceStorage? ReadStorage(JsonFields? storage) => storage is null ? null : new DeviceStorage
    {
        Persisted = storage.Flag("persisted"),
        Usage = storage.Integer("usage", 0, (1L << 53) - 1),
        Quota = storage.Integer("quota", 0, (1L << 53) - 1),
    };
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using QualiPref.Synthetic.Requests;

namespace QualiPref.Synthetic.Sending;

/// <summary>A request with its address, token, <c>If-Match</c> and body: one attempt.</summary>
internal sealed record Call
{
    private const string Surveys = "/api/surveys/v1/responses";
    private const string Complaints = "/api/complaints/v1/complaints";
    private const string Measurements = "/api/indicators/v1/measurements";

    public required HttpMethod Method { get; init; }

    public required string Path { get; init; }

    public AuthenticationHeaderValue? Authorization { get; init; }

    public Caller Caller { get; init; } = Caller.Staff;

    /// <summary>The one site the token covers; null when it covers all, or there is none.</summary>
    public string? Site { get; init; }

    /// <summary>The kiosk that calls; null for anybody else.</summary>
    public KioskIdentity? Kiosk { get; init; }

    public byte[]? Body { get; init; }

    public string? IfMatch { get; init; }

    /// <summary>The case or answer whose tag the reply bears.</summary>
    public Guid? Resource { get; init; }

    /// <summary>Statuses that acknowledge the request.</summary>
    public required IReadOnlyList<HttpStatusCode> Expected { get; init; }

    public bool Expects(int status) => Expected.Contains((HttpStatusCode)status);

    /// <summary>Whether it is a filing of the public for which no proof could be had: a version before asks for none.</summary>
    public bool IsUnproven { get; init; }

    public static async Task<Call> ForAsync(
        SyntheticRequest request, Identities identities, TimeProvider clock, Func<Guid, Task<string>> etagOf, Func<Guid, Task<string?>> proofOf) =>
        request switch
        {
            PutAnswer put => Put(put, identities, clock) with
            {
                Resource = put.Id,
                Expected = put.Conflicts ? [HttpStatusCode.Conflict] : [HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Accepted],
            },
            PostBatch { Kiosk: null } batch => Staff(HttpMethod.Post, $"{Surveys}/batch", "agent", new BatchRequest { Items = batch.Items }, identities),
            PostBatch batch => Sync(batch, identities.Kiosk(batch.Kiosk!.Site, batch.Kiosk.Label), clock),
            DecideAnswer decision => Staff(HttpMethod.Post, $"{Surveys}/{decision.Id}/{decision.Decision}", "quality", new { reason = decision.Reason }, identities) with
            {
                Resource = decision.Id,
                IfMatch = await etagOf(decision.Id),
            },
            FileCase filing => await FileAsync(filing, identities, proofOf) with
            {
                Resource = filing.Filing.Id,
                Expected = [HttpStatusCode.Created, HttpStatusCode.OK],
            },
            MoveCase move => Staff(HttpMethod.Post, $"{Complaints}/{move.Id}/{move.Transition}", "handler", move.Body, identities) with
            {
                Resource = move.Id,
                IfMatch = await etagOf(move.Id),
            },
            SettleCheck check => Staff(HttpMethod.Put, $"{Complaints}/{check.Id}/checks/{check.Check}", "handler", new { state = "done" }, identities) with
            {
                // A version before asks for none.
                Expected = [HttpStatusCode.OK, HttpStatusCode.NotFound],
            },
            TypeMeasurement typed => Staff(HttpMethod.Put, $"{Measurements}/{typed.Id}", "quality", typed.Measurement, identities) with
            {
                Expected = [HttpStatusCode.Created, HttpStatusCode.OK],
            },
            _ => throw new NotSupportedException(request.GetType().Name),
        };

    public static Call ReadCase(Guid id, Identities identities) =>
        Staff(HttpMethod.Get, $"{Complaints}/{id}", "handler", null, identities);

    private static Call Staff(HttpMethod method, string path, string role, object? body, Identities identities) => new()
    {
        Method = method,
        Path = path,
        Authorization = identities.Staff(role),
        Body = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, Json.Options),
        Expected = [HttpStatusCode.OK],
    };

    private static Call Put(PutAnswer put, Identities identities, TimeProvider clock)
    {
        var path = $"{Surveys}/{put.Id}";
        if (put.IsPublic)
            return Public(HttpMethod.Put, path, put.Answer);
        if (put.Kiosk is null)
            return Staff(HttpMethod.Put, path, "agent", put.Answer, identities);
        var kiosk = identities.Kiosk(put.Kiosk.Site, put.Kiosk.Label);
        var answer = Signed(put.Answer, kiosk) with { Device = Device(kiosk, put.Clock, clock.GetUtcNow()) };
        return ByKiosk(HttpMethod.Put, path, answer, kiosk);
    }

    private static async Task<Call> FileAsync(FileCase filing, Identities identities, Func<Guid, Task<string?>> proofOf)
    {
        if (!filing.IsPublic)
            return Staff(HttpMethod.Post, Complaints, "agent", filing.Filing, identities);
        var proof = await proofOf(filing.Filing.Id);
        return Public(HttpMethod.Post, Complaints, filing.Filing with { Proof = proof }) with { IsUnproven = proof is null };
    }

    private static Call Public(HttpMethod method, string path, object body) => new()
    {
        Method = method,
        Path = path,
        Caller = Caller.Public,
        Body = JsonSerializer.SerializeToUtf8Bytes(body, Json.Options),
        Expected = [],
    };

    private static Call Sync(PostBatch batch, KioskIdentity kiosk, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var device = batch.RestartedAs is { } session ? batch.Clock.Restarted(now, session) : batch.Clock;
        var body = new BatchRequest
        {
            Device = Device(kiosk, device, now),
            Items = [.. batch.Items.Select(item => Signed(item, kiosk))],
        };
        return ByKiosk(HttpMethod.Post, $"{Surveys}/batch", body, kiosk);
    }

    private static AnswerRequest Signed(AnswerRequest answer, KioskIdentity kiosk) => answer with { Kiosk = kiosk.Kiosk, Enrolment = kiosk.Enrolment };

    private static DeviceRequest Device(KioskIdentity kiosk, DeviceClock clock, DateTimeOffset now) => new()
    {
        Kiosk = kiosk.Kiosk,
        Enrolment = kiosk.Enrolment,
        SentAt = clock.Read(now),
        Clock = clock.Elapsed(now),
        AppVersion = "1.0.0",
    };

    private static Call ByKiosk(HttpMethod method, string path, object body, KioskIdentity kiosk) => new()
    {
        Method = method,
        Path = path,
        Authorization = new AuthenticationHeaderValue("Bearer", kiosk.AccessToken),
        Caller = Caller.Kiosk,
        Site = kiosk.Site,
        Kiosk = kiosk,
        Body = JsonSerializer.SerializeToUtf8Bytes(body, Json.Options),
        Expected = [HttpStatusCode.OK],
    };

    public async Task<Reply> SendAsync(HttpClient http, TimeProvider clock, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(Method, Path);
        message.Headers.Authorization = Authorization;
        if (IfMatch is not null)
            message.Headers.TryAddWithoutValidation("If-Match", IfMatch);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        }
        var sentAt = clock.GetUtcNow();
        using var reply = await http.SendAsync(message, cancellation);
        var body = await reply.Content.ReadAsByteArrayAsync(cancellation);
        return new Reply(Exchanged(sentAt, (int)reply.StatusCode, Json.Parse(body)), reply.Headers.ETag?.ToString(), reply.Headers.RetryAfter?.Delta);
    }

    /// <summary>What is known of a call whose reply was lost and whose effect is certain.</summary>
    public Reply CarriedOut(TimeProvider clock) => new(Exchanged(clock.GetUtcNow(), (int)HttpStatusCode.OK, null), null, null);

    private Exchange Exchanged(DateTimeOffset sentAt, int status, JsonElement? reply) => new()
    {
        Method = Method.Method,
        Path = Path,
        Caller = Caller,
        Site = Site,
        Kiosk = Kiosk?.Kiosk,
        Enrolment = Kiosk?.Enrolment,
        SentAt = sentAt,
        Body = Body is null ? null : Json.Parse(Body),
        Status = status,
        Reply = reply,
    };
}

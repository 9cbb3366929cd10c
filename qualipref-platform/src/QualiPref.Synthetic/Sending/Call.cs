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

    public required HttpMethod Method { get; init; }

    public required string Path { get; init; }

    public required AuthenticationHeaderValue Authorization { get; init; }

    public Caller Caller { get; init; } = Caller.Staff;

    public byte[]? Body { get; init; }

    public string? IfMatch { get; init; }

    /// <summary>The case or answer whose tag the reply bears.</summary>
    public Guid? Resource { get; init; }

    /// <summary>Statuses that acknowledge the request.</summary>
    public required IReadOnlyList<HttpStatusCode> Expected { get; init; }

    public bool Expects(int status) => Expected.Contains((HttpStatusCode)status);

    public static async Task<Call> ForAsync(SyntheticRequest request, Identities identities, TimeProvider clock, Func<Guid, Task<string>> etagOf, CancellationToken cancellation) =>
        request switch
        {
            PutAnswer put => await StaffAsync(HttpMethod.Put, $"{Surveys}/{put.Id}", "agent", put.Answer, identities, cancellation) with
            {
                Resource = put.Id,
                Expected = put.Conflicts ? [HttpStatusCode.Conflict] : [HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Accepted],
            },
            PostBatch { Kiosk: null } batch => await StaffAsync(HttpMethod.Post, $"{Surveys}/batch", "agent", new BatchRequest { Items = batch.Items }, identities, cancellation),
            PostBatch batch => Sync(batch, identities.Kiosk(batch.Kiosk!.Site, batch.Kiosk.Label), clock),
            DecideAnswer decision => await StaffAsync(HttpMethod.Post, $"{Surveys}/{decision.Id}/{decision.Decision}", "quality", new { reason = decision.Reason }, identities, cancellation) with
            {
                Resource = decision.Id,
                IfMatch = await etagOf(decision.Id),
            },
            FileCase filing => await StaffAsync(HttpMethod.Post, Complaints, "agent", filing.Filing, identities, cancellation) with
            {
                Resource = filing.Filing.Id,
                Expected = [HttpStatusCode.Created, HttpStatusCode.OK],
            },
            MoveCase move => await StaffAsync(HttpMethod.Post, $"{Complaints}/{move.Id}/{move.Transition}", "handler", move.Body, identities, cancellation) with
            {
                Resource = move.Id,
                IfMatch = await etagOf(move.Id),
            },
            _ => throw new NotSupportedException(request.GetType().Name),
        };

    public static async Task<Call> ReadCaseAsync(Guid id, Identities identities, CancellationToken cancellation) =>
        await StaffAsync(HttpMethod.Get, $"{Complaints}/{id}", "handler", null, identities, cancellation);

    private static async Task<Call> StaffAsync(HttpMethod method, string path, string role, object? body, Identities identities, CancellationToken cancellation) => new()
    {
        Method = method,
        Path = path,
        Authorization = await identities.StaffAsync(role, cancellation),
        Body = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, Json.Options),
        Expected = [HttpStatusCode.OK],
    };

    private static Call Sync(PostBatch batch, KioskIdentity kiosk, TimeProvider clock)
    {
        var body = new BatchRequest
        {
            Device = new DeviceRequest { Kiosk = kiosk.Kiosk, Enrolment = kiosk.Enrolment, SentAt = clock.GetUtcNow(), AppVersion = "synthetic-1" },
            Items = [.. batch.Items.Select(item => item with { Kiosk = kiosk.Kiosk, Enrolment = kiosk.Enrolment })],
        };
        return new Call
        {
            Method = HttpMethod.Post,
            Path = $"{Surveys}/batch",
            Authorization = new AuthenticationHeaderValue("Bearer", kiosk.AccessToken),
            Caller = Caller.Kiosk,
            Body = JsonSerializer.SerializeToUtf8Bytes(body, Json.Options),
            Expected = [HttpStatusCode.OK],
        };
    }

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
        SentAt = sentAt,
        Body = Body is null ? null : Json.Parse(Body),
        Status = status,
        Reply = reply,
    };
}

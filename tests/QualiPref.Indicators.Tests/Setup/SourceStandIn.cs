using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Tests.Setup;

/// <summary>What the sources hold, and what they were asked for. They answer requests once told to, as the real ones do.</summary>
public sealed class SampleSources(IMessagePublisher publisher)
{
    private readonly ConcurrentDictionary<Guid, SurveyResponseState> _answers = [];
    private readonly ConcurrentDictionary<Guid, ComplaintState> _cases = [];
    private readonly ConcurrentQueue<ResponsesRequested> _requests = [];

    /// <summary>Whether requests are answered: all records of the days, then their rows.</summary>
    public bool AnswerRequests { get; set; } = true;

    /// <summary>Every request so far.</summary>
    public IReadOnlyList<ResponsesRequested> Requests => [.. _requests];

    /// <summary>Takes answers into the ledger; nothing is published.</summary>
    public void Hold(params IEnumerable<SurveyResponseState> answers)
    {
        foreach (var answer in answers) _answers.AddOrUpdate(answer.ResponseId, answer, (_, held) => answer.Version > held.Version ? answer : held);
    }

    /// <summary>Takes cases into the register; nothing is published.</summary>
    public void Hold(params IEnumerable<ComplaintState> cases)
    {
        foreach (var one in cases) _cases.AddOrUpdate(one.ComplaintId, one, (_, held) => one.Version > held.Version ? one : held);
    }

    /// <summary>The row of a day as the source would tell it.</summary>
    public IntakeBalanceChanged Row(string source = "surveys", string date = Given.Date, int pending = 0, DateTimeOffset? readAt = null)
    {
        var day = Given.Day(date);
        var answers = _answers.Values.Where(answer => source == "surveys" && answer.Date == day).ToList();
        var cases = _cases.Values.Where(one => source == "complaints" && one.ReceivedOn == day).ToList();
        var digest = new BalanceDigest();
        foreach (var answer in answers) digest.Add(answer.ResponseId, answer.Version, answer.Status == "counted");
        foreach (var one in cases) digest.Add(one.ComplaintId, one.Version, counted: true);
        var row = new IntakeBalanceRow
        {
            Date = day,
            Received = answers.Count + cases.Count + pending,
            Counted = answers.Count(answer => answer.Status == "counted") + cases.Count,
            SetAside = answers.Count(answer => answer.Status == "setAside"),
            Discarded = answers.Count(answer => answer.Status == "discarded"),
            Abandoned = answers.Count(answer => answer.Status == "abandoned"),
            Voided = answers.Count(answer => answer.Status == "voided"),
            Pending = pending,
            Digest = digest.ToString(),
        };
        return new IntakeBalanceChanged { Source = source, Site = Given.Site, ReadAt = readAt ?? DateTimeOffset.UtcNow, Rows = [row] };
    }

    internal async Task AskedAsync(ResponsesRequested request, CancellationToken cancellationToken)
    {
        _requests.Enqueue(request);
        if (!AnswerRequests) return;
        foreach (var day in request.SiteDays)
        {
            await SendAsync(request, day.Date, cancellationToken);
            await PublishAsync(Row(request.Source, FormattableString.Invariant($"{day.Date:yyyy-MM-dd}")), cancellationToken);
        }
    }

    private async Task SendAsync(ResponsesRequested request, DateOnly date, CancellationToken cancellationToken)
    {
        var answers = _answers.Values.Where(answer => request.Source == "surveys" && answer.Date == date).ToList();
        var cases = _cases.Values.Where(one => request.Source == "complaints" && one.ReceivedOn == date).ToList();
        if (answers.Count > 0) await PublishAsync(Given.Recorded(answers) with { Overrules = request.Overrules }, cancellationToken);
        if (cases.Count > 0) await PublishAsync(Given.Changed(cases) with { Overrules = request.Overrules }, cancellationToken);
    }

    private Task PublishAsync<T>(T message, CancellationToken cancellationToken) where T : class =>
        publisher.PublishAsync<T>([new OutgoingMessage<T>(Guid.NewGuid(), message)], cancellationToken);
}

/// <summary>Takes the place of the services that are asked to send again.</summary>
internal sealed class SourceStandIn : IServiceModule
{
    public string Name => "surveys";

    public void AddServices(IHostApplicationBuilder builder) => builder.Services.AddSingleton<SampleSources>();

    public void AddConsumers(ConsumerList consumers) => consumers.Add<RequestConsumer, ResponsesRequested>(Name, 1);

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
    }

    internal sealed class RequestConsumer(SampleSources sources) : IConsumer<ResponsesRequested>
    {
        public Task Consume(ConsumeContext<ResponsesRequested> context) => sources.AskedAsync(context.Message, context.CancellationToken);
    }
}

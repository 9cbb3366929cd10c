using System.Diagnostics;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Platform.Tests;

public sealed class Keeping_a_trace
{
    private const string Sampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string Other = "00-1af7651916cd43dd8448eb211c80319c-c7ad6b7169203331-01";

    [Fact]
    public void Leaves_nothing_when_nobody_listens_even_if_the_caller_says_sampled()
    {
        // What the server makes of a request when telemetry is off.
        using var request = new Activity("request").SetParentId(Sampled).Start();

        Assert.True(request.Recorded);
        Assert.Null(TraceContext.Current);
    }

    [Fact]
    public void Leaves_nothing_of_a_trace_that_is_not_recorded()
    {
        using var listening = new Listening(ActivitySamplingResult.PropagationData);
        using var request = listening.Source.StartActivity("request");

        Assert.NotNull(request);
        Assert.Null(TraceContext.Current);
    }

    [Fact]
    public void Leaves_the_context_of_a_recorded_span()
    {
        using var listening = new Listening(ActivitySamplingResult.AllDataAndRecorded);
        using var request = listening.Source.StartActivity("request");

        Assert.Equal(request!.Id, TraceContext.Current);
    }

    [Fact]
    public void Goes_on_under_the_first_cause_with_links_to_the_others()
    {
        using var listening = new Listening(ActivitySamplingResult.AllDataAndRecorded);

        using var work = TraceContext.Start(listening.Source, "work", ActivityKind.Internal, TraceContext.CausesOf([null, Sampled, Other, Sampled]));

        Assert.Equal(Sampled, work!.ParentId);
        Assert.Equal(["c7ad6b7169203331"], work.Links.Select(link => link.Context.SpanId.ToString()));
    }

    [Fact]
    public void Goes_on_without_causes_under_the_present_span()
    {
        using var listening = new Listening(ActivitySamplingResult.AllDataAndRecorded);
        using var present = listening.Source.StartActivity("present");

        using var work = TraceContext.Start(listening.Source, "work", ActivityKind.Internal, TraceContext.CausesOf([null]));

        Assert.Equal(present!.Id, work!.ParentId);
    }

    [Fact]
    public void Names_as_many_causes_as_a_batch_can_have_and_no_more() =>
        Assert.Equal(TraceContext.MostCauses, TraceContext.CausesOf(Enumerable.Range(0, 600).Select(i => $"00-{i:x32}-{i + 1:x16}-01"))!.Count);

    [Fact]
    public async Task Does_not_take_the_baggage_of_a_caller()
    {
        await using var host = await ProbeHost.StartAsync();
        var propagator = host.Service<DistributedContextPropagator>();
        var headers = new Dictionary<string, string> { ["traceparent"] = Sampled, ["baggage"] = "name=Quatremere" };
        void Get(object? carrier, string field, out string? value, out IEnumerable<string>? values) => (value, values) = (headers.GetValueOrDefault(field), null);

        propagator.ExtractTraceIdAndState(null, Get, out var parent, out _);

        Assert.Equal(Sampled, parent);
        Assert.Empty(propagator.ExtractBaggage(null, Get) ?? []);
    }

    /// <summary>A source that one listens to, of its own so that tests beside it hear nothing.</summary>
    private sealed class Listening : IDisposable
    {
        private readonly ActivityListener _listener;

        public Listening(ActivitySamplingResult sampling)
        {
            Source = new ActivitySource($"tests {Guid.NewGuid()}");
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == Source.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => sampling,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ActivitySource Source { get; }

        public void Dispose()
        {
            _listener.Dispose();
            Source.Dispose();
        }
    }
}

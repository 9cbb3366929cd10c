using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit.Serialization;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Messaging;

namespace QualiPref.Contracts.Tests;

public sealed class A_message_on_the_wire
{
    private static readonly JsonSerializerOptions Indented = new(SystemTextJsonMessageSerializer.Options) { WriteIndented = true };

    public static TheoryData<string> Names => [.. Samples.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_the_committed_shape(string name) => Approved.Equal(Write(Sample(name)), $"contracts/messages/{name}.json");

    [Theory]
    [MemberData(nameof(Names))]
    public void Comes_back_as_it_left(string name)
    {
        var sent = Sample(name);
        var received = JsonSerializer.Deserialize(Write(sent), sent.GetType(), Indented);
        Assert.Equal(Write(sent), Write(received!));
    }

    [Fact]
    public void From_a_sender_that_knows_no_partial_answers_is_read()
    {
        var sent = JsonNode.Parse(Write(Sample("SurveyResponsesRecorded")))!;
        Assert.True(sent["responses"]![0]!.AsObject().Remove("partial"));
        Assert.False(sent.Deserialize<SurveyResponsesRecorded>(Indented)!.Responses.Single().Partial);
    }

    [Fact]
    public void Of_every_type_has_a_sample() => Assert.Equal(
        MessageTopology.Consumers.Keys.Select(type => type.Name).Order(),
        Samples.All.Select(sample => sample.Message.GetType().Name).Distinct().Order());

    private static object Sample(string name) => Samples.All.Single(sample => sample.Name == name).Message;

    private static string Write(object message) => JsonSerializer.Serialize(message, message.GetType(), Indented);
}

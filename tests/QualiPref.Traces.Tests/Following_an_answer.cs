namespace QualiPref.Traces.Tests;

/// <summary>What holds in every shape.</summary>
public abstract class Following_an_answer(TracedSystem system, Stage[] stages)
{
    [Fact]
    public async Task Leads_from_each_request_to_the_cell_that_counts_it()
    {
        // At the same time: they share a write, a message, a recomputation.
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => system.AnswerAsync("91-EVRY")));

        await system.LeadAsync(answers, stages);
    }
}

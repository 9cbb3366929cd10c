using CsCheck;
using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Tests.Unit;

public sealed class Finding_bursts
{
    private static readonly DateTime Morning = new(2026, 7, 3, 8, 0, 0, DateTimeKind.Utc);
    private static readonly BurstRules Rules = new(5, TimeSpan.FromSeconds(60), 10, TimeSpan.FromMinutes(10));

    [Theory]
    [InlineData("0 15 30 45 60", "fast 0-60 5")]
    [InlineData("0 15 30 45 61", "")]
    [InlineData("0 15 30 45", "")]
    [InlineData("0 10 20 30 40 50 60 70 80", "fast 0-80 9")]
    [InlineData("0 1 2 3 4 300 301 302 303 304", "fast 0-4 5|fast 300-304 5")]
    [InlineData("0 100 101 102 103 104 300", "fast 100-104 5")]
    [InlineData("", "")]
    public void So_many_answers_within_a_minute_are_one_whatever_was_answered(string seconds, string found) => Assert.Equal(found, Found(seconds, i => $"{i}"));

    [Theory]
    [InlineData("0 60 120 180 240 300 360 420 480 540", "same 0-540 10")]
    [InlineData("0 60 120 180 240 300 360 420 480", "")]
    [InlineData("0 60 120 180 240 300 360 420 480 601", "")]
    public void The_same_first_answer_so_often_in_a_row_is_one(string seconds, string found) => Assert.Equal(found, Found(seconds, _ => "peu-satisfait"));

    [Fact]
    public void Another_first_answer_in_between_ends_the_row() =>
        Assert.Equal("", Found(string.Join(' ', Enumerable.Range(0, 12).Select(i => i * 40)), i => i == 6 ? "satisfait" : "peu-satisfait"));

    [Fact]
    public void Without_a_first_answer_none_is_the_same() => Assert.Equal("", Found("0 60 120 180 240 300 360 420 480 540", _ => null));

    [Fact]
    public void Each_flagged_answer_lies_in_a_full_window_and_each_other_in_none() => Gen.Int[0, 900].Array[0, 40].Sample(seconds =>
    {
        var answers = seconds.Order().Select((second, i) => new TimedAnswer(new Guid(i, 0, 0, new byte[8]), Morning.AddSeconds(second), $"{i}")).ToList();
        var flagged = Bursts.Find(answers, Rules).SelectMany(burst => burst.Answers).Select(one => one.Id).ToHashSet();
        foreach (var answer in answers)
        {
            var isCrowded = answers.Where(start => start.At <= answer.At && answer.At - start.At <= Rules.Within)
                .Any(start => answers.Count(other => other.At >= start.At && other.At - start.At <= Rules.Within) >= Rules.Answers);
            Assert.Equal(isCrowded, flagged.Contains(answer.Id));
        }
    }, iter: 5_000);

    private static string Found(string seconds, Func<int, string?> first)
    {
        var answers = seconds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((second, i) => new TimedAnswer(Guid.NewGuid(), Morning.AddSeconds(int.Parse(second, null)), first(i)));
        return string.Join('|', Bursts.Find(answers.Reverse(), Rules).Select(burst => $"{burst.Why} {(burst.From - Morning).TotalSeconds}-{(burst.To - Morning).TotalSeconds} {burst.Answers.Count}"));
    }
}

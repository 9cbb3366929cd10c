using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using MimeKit;
using MongoDB.Driver;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;
using SmtpServer.Protocol;

namespace QualiPref.Complaints.Tests.Sending;

public sealed class Sending_letters_by_email(RealEngine engine) : IAsyncLifetime
{
    private MailPeer _peer = null!;
    private BreakingLine _line = null!;
    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync()
    {
        _peer = await MailPeer.StartAsync();
        _line = new BreakingLine(_peer);
        _service = await RunningComplaints.StartAsync(engine, _peer.Settings(_line.Port));
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _line.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task Hands_the_receipt_over_at_once_as_automatic_mail()
    {
        var id = Guid.NewGuid();
        var contact = new JsonObject { ["email"] = Letters.Person };
        await (await _service.Public.FileAsync(Requests.Filing(("channel", "web"), ("contact", contact), ("proof", _service.ProofOf(id))))).ReadAsync(HttpStatusCode.Created);

        var known = await _service.BecomesAsync(id.ToString(), "handedOver");

        var (to, message) = Assert.Single(_peer.Taken);
        Assert.Equal(Letters.Person, to);
        Assert.Equal("auto-replied", message.Headers[HeaderId.AutoSubmitted]);
        // The office's address in the catalogue.
        Assert.Equal("qualite-essonne@example.fr", Assert.Single(message.ReplyTo.Mailboxes).Address);
        Assert.Contains(known.Body.Text("reference")!, message.Subject, StringComparison.Ordinal);
        Assert.Contains("réputée rejetée", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("Pour le joindre : 1 place de l'Exemple, 91000 Évry, 01 99 00 91 00, qualite-essonne@example.fr.", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("réputée rejetée", WebUtility.HtmlDecode(message.HtmlBody), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_the_receipt_in_the_language_that_the_person_filed_in()
    {
        var id = Guid.NewGuid();
        var contact = new JsonObject { ["email"] = Letters.Person, ["language"] = "ar" };
        var filed = await (await _service.Public.FileAsync(Requests.Filing(("channel", "web"), ("contact", contact), ("proof", _service.ProofOf(id))))).ReadAsync(HttpStatusCode.Created);

        var known = await _service.BecomesAsync(id.ToString(), "handedOver");

        var (_, message) = Assert.Single(_peer.Taken);
        Assert.Equal(("ar", "إشعار بالاستلام"), (known.Body.List("letters")[0]!.Text("language"), filed["acknowledgement"]!.Text("subject")));
        Assert.Equal("ar", message.Body!.Headers[HeaderId.ContentLanguage]);
        Assert.StartsWith("إشعار بالاستلام", message.Subject, StringComparison.Ordinal);
        Assert.Contains("المحكمة الإدارية", message.TextBody, StringComparison.Ordinal);
        Assert.EndsWith($"المرجع: \u2068{known.Body.Text("reference")}\u2069", message.TextBody!.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("dir=\"rtl\"", message.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hands_an_answer_over_once_the_time_to_take_it_back_is_over_as_text_and_html()
    {
        var known = await _service.CaseOfAsync();
        known = await _service.Handler.DoAsync(known, "answer", new { subject = "Réponse\r\nBcc: autre@example.test", body = "Une ligne.\nUne autre & <b>.\n\n.\nUn paragraphe." });
        Assert.Equal("queued", known.State());
        Assert.Equal(_service.Time.GetUtcNow().AddSeconds(10), known.LastDelivery()!["dueAt"]!.GetValue<DateTimeOffset>(), TimeSpan.FromSeconds(5));
        _service.Pass(TimeSpan.FromSeconds(3));
        Assert.Empty(_peer.Taken);
        _service.PassTakeBack();

        known = await _service.BecomesAsync(known.Id, "handedOver");

        var (to, message) = Assert.Single(_peer.Taken);
        Assert.Equal(Letters.Person, to);
        Assert.Equal("Réponse Bcc: autre@example.test", message.Subject);
        Assert.Null(message.Headers[HeaderId.Bcc]);
        Assert.Null(message.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal("fr", message.Body!.Headers[HeaderId.ContentLanguage]);
        var id = Guid.Parse(known.Id);
        var stored = await _service.Storage.Cases.Find(one => one.Id == id).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal($"{stored.Letters[0].Delivery!.Id:N}@prefecture.test", message.MessageId);
        Assert.Equal(["Une ligne.", "Une autre & <b>.", "", ".", "Un paragraphe.", "", "-- ", "Préfecture d'essai", $"Référence\u00A0: {known.Body.Text("reference")}", ""], message.TextBody!.ReplaceLineEndings("\n").Split('\n'));
        Assert.Contains("<p>Une ligne.<br>Une autre &amp; &lt;b&gt;.</p><p>.<br>Un paragraphe.</p>", message.HtmlBody, StringComparison.Ordinal);
        Assert.Equal(["queued", "handedOver"], known.LastDelivery()!.List("events").Select(one => one!.Text("state")));
    }

    [Fact]
    public async Task Does_not_raise_the_version_of_the_case()
    {
        var known = await _service.AnsweredAsync();
        _service.PassTakeBack();
        await _service.BecomesAsync(known.Id, "handedOver");

        await _service.Handler.DoAsync(known, "close", new { outcome = "founded" });
    }

    [Fact]
    public async Task What_the_server_refuses_is_refused_for_good_and_says_why()
    {
        _peer.AtRecipient = to => to == Letters.Person ? SmtpResponse.MailboxUnavailable : null;
        _peer.AtMessage = _ => SmtpResponse.TransactionFailed;
        var (address, message) = (await _service.AnsweredAsync(), await _service.AnsweredAsync("autre@example.test"));
        _service.PassTakeBack();

        Assert.Equal("refusedByServer", (await _service.BecomesAsync(address.Id, "refused")).LastDelivery()!.Text("fault"));
        Assert.Equal("refusedByServer", (await _service.BecomesAsync(message.Id, "refused")).LastDelivery()!.Text("fault"));
        Assert.Empty(_peer.Taken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_server_wants_later_comes_later_and_once(bool atRecipient)
    {
        var times = 0;
        SmtpResponse? Greylist(string to) => Interlocked.Increment(ref times) <= 2 ? new SmtpResponse(SmtpReplyCode.Aborted, "plus tard") : null;
        if (atRecipient) _peer.AtRecipient = Greylist;
        else _peer.AtMessage = Greylist;
        var known = await _service.AnsweredAsync();
        _service.PassTakeBack();

        known = await _service.BecomesAsync(known.Id, "queued", attempts: 1);
        Assert.Equal("deferredByServer", known.LastDelivery()!.Text("fault"));
        _service.Pass(TimeSpan.FromMinutes(1.1));
        await _service.BecomesAsync(known.Id, "queued", attempts: 2);
        _service.Pass(TimeSpan.FromMinutes(2.1));
        known = await _service.BecomesAsync(known.Id, "handedOver");

        Assert.Single(_peer.Taken);
        Assert.Equal(["queued", "queued", "queued", "handedOver"], known.LastDelivery()!.List("events").Select(one => one!.Text("state")));
    }

    [Fact]
    public async Task A_server_that_takes_nothing_of_ours_says_nothing_of_the_persons_address()
    {
        _peer.TakesSender = false;
        var known = await _service.AnsweredAsync();
        _service.PassTakeBack();
        known = await _service.BecomesAsync(known.Id, "queued", attempts: 1);
        Assert.Equal("senderRefused", known.LastDelivery()!.Text("fault"));

        _peer.TakesSender = true;
        _service.Pass(TimeSpan.FromMinutes(1.1));
        await _service.BecomesAsync(known.Id, "handedOver");
    }

    [Fact]
    public async Task A_line_that_breaks_before_the_message_is_tried_again()
    {
        _line.Next = Break.BeforeTheMessage;
        var known = await _service.AnsweredAsync();
        _service.PassTakeBack();

        known = await _service.BecomesAsync(known.Id, "queued", attempts: 1);
        Assert.Equal("connectionLost", known.LastDelivery()!.Text("fault"));
        _service.Pass(TimeSpan.FromMinutes(1.1));
        await _service.BecomesAsync(known.Id, "handedOver");

        Assert.Single(_peer.Taken);
    }

    [Theory]
    [InlineData(nameof(Break.InTheMessage), 0)]
    [InlineData(nameof(Break.BeforeTheEndCameThrough), 0)]
    [InlineData(nameof(Break.BeforeTheAnswer), 1)]
    public async Task A_line_that_breaks_once_the_message_was_written_leaves_it_uncertain_and_nothing_is_sent_again_by_itself(string where, int taken)
    {
        _line.Next = Enum.Parse<Break>(where);
        var known = await _service.AnsweredAsync();
        _service.PassTakeBack();

        known = await _service.BecomesAsync(known.Id, "uncertain");
        Assert.Equal("replyLost", known.LastDelivery()!.Text("fault"));
        // Another letter goes, five days later: this one would have been due meanwhile.
        _service.Time.Advance(TimeSpan.FromDays(5));
        var other = await _service.AnsweredAsync("autre@example.test");
        _service.PassTakeBack();
        await _service.BecomesAsync(other.Id, "handedOver");

        Assert.Equal("uncertain", (await _service.Handler.KnownAsync(known.Id)).State());
        Assert.Equal(taken, _peer.Taken.Count(one => one.To == Letters.Person));
    }

    [Fact]
    public async Task A_letter_that_no_server_takes_within_five_days_has_failed()
    {
        _peer.AtRecipient = _ => new SmtpResponse(SmtpReplyCode.InsufficientStorage, "plein");
        var known = await _service.AnsweredAsync();
        _service.PassTakeBack();
        await _service.BecomesAsync(known.Id, "queued", attempts: 1);
        _service.Pass(TimeSpan.FromDays(5));

        known = await _service.BecomesAsync(known.Id, "failed");

        Assert.Equal(("deferredByServer", null), (known.LastDelivery()!.Text("fault"), known.LastDelivery()!["dueAt"]?.ToString()));
    }

    [Fact]
    public async Task Each_further_attempt_waits_twice_as_long_and_four_hours_at_most()
    {
        _peer.AtRecipient = _ => new SmtpResponse(SmtpReplyCode.InsufficientStorage, "plein");
        var known = await _service.AnsweredAsync();
        _service.PassTakeBack();
        var minutes = new List<double>();
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            known = await _service.BecomesAsync(known.Id, "queued", attempts: attempt);
            var (due, at) = (known.LastDelivery()!["dueAt"]!.GetValue<DateTime>(), known.LastDelivery()!.List("events")[^1]!["at"]!.GetValue<DateTime>());
            minutes.Add(Math.Round((due - at).TotalMinutes, 3));
            _service.Pass(due - at);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 240, 240], minutes);
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused_before_any_server_is_asked()
    {
        var known = await _service.AnsweredAsync("a,b@example.test");
        _service.PassTakeBack();

        Assert.Equal("addressImpossible", (await _service.BecomesAsync(known.Id, "refused")).LastDelivery()!.Text("fault"));
        Assert.Empty(_peer.Taken);
    }

    [Fact]
    public async Task A_server_that_is_away_is_waited_for()
    {
        await using var service = await RunningComplaints.StartAsync(engine, _peer.Settings(9));
        var known = await service.AnsweredAsync();
        service.PassTakeBack();

        Assert.Equal("unreachable", (await service.BecomesAsync(known.Id, "queued", attempts: 1)).LastDelivery()!.Text("fault"));
    }

    [Fact]
    public async Task Tells_how_many_wait_and_since_when_of_those_that_were_tried()
    {
        using var numbers = _service.Hear();
        _peer.AtRecipient = _ => new SmtpResponse(SmtpReplyCode.Aborted, "plus tard");
        var known = await _service.AnsweredAsync();
        await numbers.ReadsAsync("qualipref.complaints.letters.waiting", "", letters => letters == 1);
        await numbers.ReadsAsync("qualipref.complaints.letters.oldest", "", seconds => seconds == 0);

        _service.PassTakeBack();
        await _service.BecomesAsync(known.Id, "queued", attempts: 1);

        await numbers.ReadsAsync("qualipref.complaints.letters.oldest", "", seconds => seconds >= 11);
    }

    [Fact]
    public async Task Fifty_letters_through_a_server_that_refuses_defers_and_breaks_come_once_or_say_why_not() => await ManyAsync(50);

    [Fact, Long]
    public async Task Five_hundred_letters_through_a_server_that_refuses_defers_and_breaks_come_once_or_say_why_not() => await ManyAsync(500);

    private async Task ManyAsync(int number)
    {
        var seen = new ConcurrentDictionary<string, int>();
        SmtpResponse Later() => new(SmtpReplyCode.Aborted, "plus tard");
        _peer.AtRecipient = to => (to[0], seen.AddOrUpdate(to, 1, (_, times) => times + 1)) switch
        {
            ('r', _) => SmtpResponse.MailboxUnavailable,
            ('g', 1) => Later(),
            _ => null,
        };
        _peer.AtMessage = to => to[0] == 'm' && seen[to] == 1 ? Later() : null;
        _peer.BeforeAnswer = to =>
        {
            if (to[0] == 'u') _line.Next = Break.BeforeTheAnswer;
            return Task.CompletedTask;
        };
        var cases = new ConcurrentDictionary<string, string>();
        await Parallel.ForAsync(0, number, async (one, _) =>
        {
            var to = $"{"rgmuok"[one % 6]}{one}@example.test";
            cases[to] = (await _service.AnsweredAsync(to)).Id;
        });
        _service.PassTakeBack();

        await Eventually.GoesOnToAsync("every letter has gone or says why not", async token =>
        {
            // The minutes that pass are those between attempts: while one runs, they would use up what it has.
            if (await CountAsync(DeliveryState.HandingOver, token) == 0) _service.Pass(TimeSpan.FromMinutes(1));
            return await CountAsync(DeliveryState.Queued, token) + await CountAsync(DeliveryState.HandingOver, token);
        }, left => left == 0, cancellationToken: TestContext.Current.CancellationToken);
        var states = new Dictionary<string, string?>();
        foreach (var (to, id) in cases)
            states[to] = (await _service.Handler.KnownAsync(id)).State();

        var taken = _peer.Taken.GroupBy(one => one.To).ToDictionary(one => one.Key, one => one.Count());
        // Whose answer was lost may have been taken or put off: of those nobody claims either.
        Assert.All(states, one => Assert.True(
            taken.GetValueOrDefault(one.Key) is var times && one.Value switch { "refused" => times == 0, "uncertain" => times <= 1, _ => times == 1 }, $"{one.Key} is {one.Value} and came {times} times"));
        Assert.All(states.Where(one => one.Key[0] == 'r'), one => Assert.Equal("refused", one.Value));
        Assert.All(states.Where(one => "gmok".Contains(one.Key[0])), one => Assert.NotEqual("refused", one.Value));
        Assert.Contains("uncertain", states.Values);
    }

    private Task<long> CountAsync(DeliveryState state, CancellationToken token) => _service.Storage.Cases.CountDocumentsAsync(
        Builders<CaseDocument>.Filter.ElemMatch(one => one.Letters, Builders<Letter>.Filter.ElemMatch(letter => letter.Deliveries, delivery => delivery.State == state))
            & Builders<CaseDocument>.Filter.Gt(ComplaintsStorage.DeliveryDueAt, DateTime.UnixEpoch),
        cancellationToken: token);
}

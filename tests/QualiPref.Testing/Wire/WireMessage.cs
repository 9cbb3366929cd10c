using System.Buffers.Binary;
using System.Text;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace QualiPref.Testing.Wire;

/// <summary>
/// One message of MongoDB's wire protocol with its header of 16 bytes. Only <c>OP_MSG</c> is looked into, and of it the first document.
/// Source: the specification "MongoDB Wire Protocol", sections "Standard Message Header" and "OP_MSG".
/// </summary>
internal sealed class WireMessage(byte[] bytes)
{
    private const int HeaderLength = 16, OpMsg = 2013, MoreToCome = 2, BodyAt = HeaderLength + 5, Largest = 48 * 1024 * 1024;

    public ReadOnlyMemory<byte> Bytes => bytes;

    public int RequestId => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4));

    public int ResponseTo => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));

    /// <summary>First name of the body, as in <c>find</c>; null when it cannot be told or nobody waits for an answer.</summary>
    public string? Command => HasBody && (bytes[HeaderLength] & MoreToCome) == 0 ? NameAt(BodyAt + 5) : null;

    /// <summary>The first document, of a message that has a <see cref="Command"/>.</summary>
    public BsonDocument Body
    {
        get
        {
            using var stream = new MemoryStream(bytes, BodyAt, bytes.Length - BodyAt);
            return BsonSerializer.Deserialize<BsonDocument>(stream);
        }
    }

    private bool HasBody => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)) == OpMsg && bytes[BodyAt - 1] == 0;

    /// <summary>Reads the next message; null at the end of the stream.</summary>
    public static async Task<WireMessage?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var length = new byte[4];
        if (await stream.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, cancellationToken) < length.Length) return null;
        var size = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (size is < HeaderLength or > Largest) throw new InvalidDataException($"A message of {size} bytes is none of MongoDB's.");
        var message = new byte[size];
        length.CopyTo(message, 0);
        await stream.ReadExactlyAsync(message.AsMemory(length.Length), cancellationToken);
        return new WireMessage(message);
    }

    /// <summary>The refusal of a request.</summary>
    public static WireMessage Refusal(int request, int code, string name) => ReplyTo(request, new BsonDocument
    {
        ["ok"] = 0.0,
        ["code"] = code,
        ["codeName"] = name,
        ["errmsg"] = $"{name}, said by the stand-in on the wire",
    });

    /// <summary>This reply with a write concern error, where it is the reply of a write that was carried out.</summary>
    public WireMessage Unconfirmed()
    {
        if (!HasBody) return this;
        var body = Body;
        body["writeConcernError"] = new BsonDocument { ["code"] = 64, ["codeName"] = "WriteConcernFailed", ["errmsg"] = "waiting for replication timed out" };
        return ReplyTo(ResponseTo, body);
    }

    private static WireMessage ReplyTo(int request, BsonDocument body)
    {
        var document = body.ToBson();
        var reply = new byte[BodyAt + document.Length];
        BinaryPrimitives.WriteInt32LittleEndian(reply, reply.Length);
        BinaryPrimitives.WriteInt32LittleEndian(reply.AsSpan(8), request);
        BinaryPrimitives.WriteInt32LittleEndian(reply.AsSpan(12), OpMsg);
        document.CopyTo(reply, BodyAt);
        return new WireMessage(reply);
    }

    private string NameAt(int start) => Encoding.UTF8.GetString(bytes, start, Array.IndexOf<byte>(bytes, 0, start) - start);
}

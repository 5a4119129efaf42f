using System.Runtime.CompilerServices;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Aliases;

/// <summary>
/// One foreign record while it is read: its exchange so far, and how much the name that gave each field counts. Copied where
/// many records share what was read before them.
/// </summary>
internal ref struct Reading
{
    public Exchange Exchange;
    public FieldOutcome Outcome;
    public Strengths Strengths;

    /// <summary>Whether its operation is a call of a model; null where it names none that is known.</summary>
    public bool? IsCall;

    /// <summary>Whether something says that the call failed.</summary>
    public bool Failed;

    /// <summary>How many names were seen that tell the format.</summary>
    public int Marks;

    public void Clear()
    {
        this = default;
        Exchange.Clear();
    }

    /// <summary>Whether a model was called here: the operation says so, or a model or tokens are named.</summary>
    public readonly bool IsModelCall => IsCall ?? (Outcome[NativeField.Model] == FieldRead.Read || Outcome[NativeField.InputTokens] == FieldRead.Read
        || Outcome[NativeField.OutputTokens] == FieldRead.Read);

    /// <summary>Sets a text field made of several values, unless something that counts more has set it.</summary>
    public void Offer(NativeField field, ReadOnlySpan<byte> text, ushort strength)
    {
        if (text.IsEmpty || strength <= Strengths[(int)field])
            return;
        switch (field)
        {
            case NativeField.System: Exchange.System = text; break;
            case NativeField.Prompt: Exchange.Prompt = text; break;
            default: Exchange.Response = text; break;
        }

        Strengths[(int)field] = strength;
        Outcome.Note(field, FieldRead.Read);
    }

    /// <summary>Sets the turn, unless something that counts more has.</summary>
    public void OfferTurn(int turn, ushort strength)
    {
        if (turn <= 0 || strength <= Strengths[(int)NativeField.Turn])
            return;
        Exchange.Turn = turn;
        Strengths[(int)NativeField.Turn] = strength;
        Outcome.Note(NativeField.Turn, FieldRead.Read);
    }

    /// <summary>What can only be decided when everything was seen.</summary>
    /// <returns><see cref="RejectReason.None"/>, or why there is no exchange.</returns>
    public RejectReason Finish()
    {
        // A user who is the account itself says nothing about who shares the account.
        if (Exchange.EndUser.SequenceEqual(Exchange.Account))
        {
            Exchange.EndUser = default;
            Outcome.Note(NativeField.EndUser, FieldRead.Absent);
        }

        if (Failed && Exchange.FinishReason == FinishReason.Absent)
        {
            Exchange.FinishReason = FinishReason.Error;
            Outcome.Note(NativeField.FinishReason, FieldRead.Read);
        }

        if (Failed && Exchange.Status == 0)
        {
            Exchange.Status = 500;
            Outcome.Note(NativeField.Status, FieldRead.Read);
        }

        return Required.Check(Outcome);
    }
}

/// <summary>How much the name counts that gave each native field; 0 where none has.</summary>
[InlineArray(48)]
internal struct Strengths
{
    private ushort _first;
}

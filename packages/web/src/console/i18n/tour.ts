import { counted } from "../../kit/counted.ts";
import type { Action, StepName } from "../tour/steps.ts";

/** What the tour says at a stop, and once what it waits for has happened. */
interface StepTexts {
  title: string;
  text: string;
  happened?: string;
}

/** The texts of the guided tour. */
export const en = {
  invitation: "New here? Watch the store sell out, restock, fail and recover, in about five minutes.",
  begin: "Take the tour",
  step: (number: string, all: string) => `Step ${number} of ${all}`,
  next: "Next",
  skip: "Skip",
  back: "Back",
  leave: "Leave the tour",
  end: "Done",
  attempts: (count: string) => `The factory was called ${counted(count, "time")} so far.`,
  actions: {
    sellOut: "Send a crowd",
    breakFactory: "Take the factory down and sell out",
    mend: "Mend the factory",
    redrive: "Redrive",
  } satisfies Record<Action, string> as Record<Action, string>,
  troubles: {
    nothingToSell:
      "Nothing can be sold out just now: every shelf is empty or on order. Try again in a moment.",
    failed: "That did not work. Try again.",
  },
  steps: {
    welcome: {
      title: "A shop that restocks itself",
      text: "Left to right: buyers, the Sales API, the warehouse. What happens there is published to one topic, which hands it to the queues that want it; a function works on each queue. What comes back from the factory runs along the bottom. The tour breaks things on purpose and puts them back when you leave, at any time, with Escape.",
    },
    sellOut: {
      title: "A crowd at the till",
      text: "Checking the stock and taking it is one statement in the database, so however many press at once, nothing is sold that is not there. Send more buyers than there are donuts: the first get one, the others are told it is sold out.",
      happened: "The shelf is empty. Nobody bought what was not there.",
    },
    fanOut: {
      title: "One news, several listeners",
      text: "The sale does not call the factory. It writes “sold out” and “order more” beside the sale, in the same transaction, and they are published to the topic from there: nothing is lost if SNS is away. Filters decide who hears what: the factory queue the order, the ads queue the sold-out, operations everything.",
      happened: "The order went out to the queues, once, however many were refused.",
    },
    factory: {
      title: "An old factory behind a queue",
      text: "The factory cannot be changed and must not be flooded, so a queue stands before it: two calls at a time, each tried again if it fails. Its callback address is signed for this one order.",
      happened: "The factory has taken the order.",
    },
    receipt: {
      title: "It calls back once",
      text: "The factory reports the goods a single time and ignores the answer. So the callback only checks the signature and puts a receipt on a queue of its own; the database may even be away. The goods are counted once, in the quantity that was ordered.",
      happened: "The goods are on the shelf again, and the advertising runs again.",
    },
    breakFactory: {
      title: "Now break it",
      text: "The factory goes down: every call to it fails. Then a crowd empties the shelf again. The shop goes on selling everything else.",
      happened: "The factory is down, and an order waits for it in the queue.",
    },
    retry: {
      title: "It is tried again",
      text: "A message that failed is not gone: it is hidden for the visibility timeout, then handed out again. As a stage is set up that is 5 times, 30 seconds apart: two and a half minutes. Read on meanwhile.",
      happened: "It was tried again. The message is still there.",
    },
    promises: {
      title: "What holds meanwhile",
      text: "The whole store is compared with itself every few seconds: no stock below zero, every ledger balanced, at most one open order for a product, nothing lost. “On its way” is not wrong: it waits for something, or for you.",
    },
    deadLetter: {
      title: "The dead letter",
      text: "A message that fails too often would block its queue for ever, or be lost. Instead it is put aside, in a queue of dead letters, and operations are told by an incident. Wait for the red number.",
      happened: "There it is. Nothing is lost: it waits for a person.",
    },
    reason: {
      title: "Why did it die?",
      text: "Each dead letter says what it is about, why the last try failed, and whether its work was done otherwise since, so that you know what a redrive would do before you do it.",
    },
    mend: {
      title: "First the cause",
      text: "Putting it back while the factory is down would only make it fail again. Mend the factory first.",
      happened: "The factory works again.",
    },
    redrive: {
      title: "Then the message",
      text: "A redrive puts dead letters back on their queue. Every consumer may see a message twice without harm, so this is always safe. The goods then take as long as the factory does.",
      happened: "The goods have come: the order that was dead is completed.",
    },
    end: {
      title: "That is all of it",
      text: "A sell-out, a restock, a broken factory, a dead letter and its redrive. On the page Faults there is more to break: a silent factory, a double callback, a forged one, a topic that refuses. The promises hold through all of them.",
    },
  } satisfies Record<StepName, StepTexts> as Record<StepName, StepTexts>,
};

export const ko: typeof en = {
  invitation: "처음이신가요? 품절, 재입고, 고장, 복구를 5분쯤 함께 지켜봐요.",
  begin: "둘러보기 시작",
  step: (number, all) => `${all}단계 중 ${number}단계`,
  next: "다음",
  skip: "건너뛰기",
  back: "이전",
  leave: "그만 보기",
  end: "마치기",
  attempts: (count) => `지금까지 공장을 ${count}번 불렀어요.`,
  actions: {
    sellOut: "손님 보내기",
    breakFactory: "공장을 멈추고 다 팔기",
    mend: "공장 고치기",
    redrive: "다시 처리",
  },
  troubles: {
    nothingToSell: "지금은 다 팔 수 있는 상품이 없어요. 모두 비었거나 주문 중이니 잠시 뒤에 해 보세요.",
    failed: "처리하지 못했어요. 다시 해 보세요.",
  },
  steps: {
    welcome: {
      title: "스스로 채우는 가게",
      text: "왼쪽부터 손님, 판매 API, 창고예요. 창고에서 생긴 일은 토픽 하나에 발행되고, 토픽은 필요한 큐에만 나눠 줘요. 큐마다 함수 하나가 일해요. 공장에서 돌아오는 길은 아래쪽이에요. 이 둘러보기는 일부러 고장을 내지만, 언제든 Esc로 그만두면 되돌려 놓아요.",
    },
    sellOut: {
      title: "손님이 몰려요",
      text: "재고 확인과 차감을 데이터베이스 문장 하나로 하기 때문에, 여럿이 동시에 눌러도 없는 것은 팔지 않아요. 도넛보다 많은 손님을 보내 보세요. 먼저 온 손님이 사고, 나머지는 품절 안내를 받아요.",
      happened: "선반이 비었어요. 없는 것을 산 손님은 없어요.",
    },
    fanOut: {
      title: "소식 하나, 듣는 곳 여럿",
      text: "판매는 공장을 직접 부르지 않아요. ‘품절’과 ‘더 만들어 주세요’를 판매와 같은 트랜잭션에 적고 거기서 토픽으로 발행하니, SNS가 멈춰도 사라지지 않아요. 누가 무엇을 들을지는 필터가 정해요. 공장 큐는 주문을, 광고 큐는 품절을, 운영 큐는 모든 소식을 받아요.",
      happened: "거절이 아무리 많아도 주문은 한 번만 나갔어요.",
    },
    factory: {
      title: "큐 뒤의 오래된 공장",
      text: "공장은 바꿀 수 없고 몰아붙이면 안 되므로 앞에 큐를 둡니다. 한 번에 두 건씩 부르고, 실패하면 다시 시도해요. 콜백 주소에는 이 주문만을 위한 서명이 있어요.",
      happened: "공장이 주문을 받았어요.",
    },
    receipt: {
      title: "콜백은 단 한 번",
      text: "공장은 완성을 한 번만 알리고 대답은 보지 않아요. 그래서 콜백은 서명만 확인하고 입고 소식을 자기 큐에 넣어요. 데이터베이스가 꺼져 있어도 괜찮아요. 상품은 주문한 수량만큼 한 번만 세요.",
      happened: "선반이 다시 찼고, 광고도 다시 나가요.",
    },
    breakFactory: {
      title: "이제 고장을 내요",
      text: "공장이 멈추면 모든 호출이 실패해요. 그때 손님이 몰려 선반이 다시 비어요. 다른 상품은 계속 팔려요.",
      happened: "공장은 멈췄고, 주문은 큐에서 기다려요.",
    },
    retry: {
      title: "다시 시도해요",
      text: "실패한 메시지는 사라지지 않아요. 가시성 제한 시간(visibility timeout) 동안 숨었다가 다시 나와요. 배포 설정으로는 30초 간격으로 5번, 2분 30초가 걸려요. 그동안 더 읽어 보세요.",
      happened: "다시 시도했어요. 메시지는 그대로 있어요.",
    },
    promises: {
      title: "그동안에도 지켜지는 것",
      text: "가게 전체를 몇 초마다 스스로 맞춰 봐요. 재고는 0 아래로 내려가지 않고, 장부가 맞고, 진행 중인 주문은 상품마다 하나뿐이고, 사라지는 것이 없어요. ‘진행 중’은 잘못된 것이 아니라 다음 차례나 사람의 손을 기다린다는 뜻이에요.",
    },
    deadLetter: {
      title: "처리하지 못한 메시지",
      text: "너무 자주 실패하는 메시지는 큐를 영영 막거나 사라질 수 있어요. 그래서 따로 모아 두고 운영팀에 사고로 알려요. 빨간 숫자를 기다려 보세요.",
      happened: "생겼어요. 사라진 것이 아니라 사람을 기다리고 있어요.",
    },
    reason: {
      title: "왜 실패했을까요?",
      text: "메시지마다 무엇에 관한 것인지, 마지막 시도가 왜 실패했는지, 그사이 다른 길로 처리됐는지 보여 줘요. 다시 처리하면 무슨 일이 일어날지 미리 알 수 있어요.",
    },
    mend: {
      title: "원인부터",
      text: "공장이 멈춘 채로 되돌리면 또 실패할 뿐이에요. 공장을 먼저 고쳐요.",
      happened: "공장이 다시 일해요.",
    },
    redrive: {
      title: "그다음 메시지",
      text: "다시 처리하면 메시지가 원래 큐로 돌아가요. 어느 소비자든 같은 메시지를 두 번 받아도 괜찮으니 언제나 안전해요. 상품은 공장에서 만드는 시간이 지나면 와요.",
      happened: "상품이 왔어요. 멈췄던 주문이 완료됐어요.",
    },
    end: {
      title: "여기까지예요",
      text: "품절, 재입고, 고장 난 공장, 처리하지 못한 메시지와 다시 처리까지 보았어요. ‘고장 실험’에는 더 많은 고장이 있어요. 콜백 없는 공장, 두 번 오는 콜백, 위조된 콜백, 거부하는 토픽. 어떤 고장에서도 약속은 지켜져요.",
    },
  },
};
